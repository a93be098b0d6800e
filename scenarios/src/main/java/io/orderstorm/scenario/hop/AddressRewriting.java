package io.orderstorm.scenario.hop;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ShareAcknowledgeResponseData;
import org.apache.kafka.common.message.ShareFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractResponse;

/** Writes the detour's addresses over those of brokers, in every response that can hold some. */
final class AddressRewriting {

  private static final String HOST = "127.0.0.1";

  private static final Set<ApiKeys> WITH_ADDRESSES =
      EnumSet.of(
          ApiKeys.METADATA,
          ApiKeys.FIND_COORDINATOR,
          ApiKeys.DESCRIBE_CLUSTER,
          ApiKeys.PRODUCE,
          ApiKeys.FETCH,
          ApiKeys.SHARE_FETCH,
          ApiKeys.SHARE_ACKNOWLEDGE);

  /** From this version on, coordinators come in a list. */
  private static final short COORDINATORS = 4;

  private final Detour detour;

  AddressRewriting(Detour detour) {
    this.detour = detour;
  }

  /** Whether responses of this kind can tell addresses of brokers. */
  static boolean concerns(ApiKeys key) {
    return WITH_ADDRESSES.contains(key);
  }

  /**
   * Rewrites a response.
   *
   * @param body what follows the response's header; its position is moved
   * @return the new body; empty if this one tells no address and can pass as it is
   * @throws RuntimeException if the body is no such response
   */
  Optional<ByteBuffer> rewrite(ApiKeys key, short version, ByteBuffer body) {
    ApiMessage response =
        AbstractResponse.parseResponse(key, new ByteBufferAccessor(body), version).data();
    return redirect(response, version)
        ? Optional.of(MessageUtil.toByteBufferAccessor(response, version).buffer())
        : Optional.empty();
  }

  private boolean redirect(ApiMessage response, short version) {
    if (response instanceof MetadataResponseData metadata) {
      return metadata(metadata);
    }
    if (response instanceof FindCoordinatorResponseData coordinator) {
      return version < COORDINATORS ? oneCoordinator(coordinator) : coordinators(coordinator);
    }
    if (response instanceof DescribeClusterResponseData cluster) {
      return cluster(cluster);
    }
    return newLeaders(response);
  }

  private boolean metadata(MetadataResponseData metadata) {
    metadata
        .brokers()
        .forEach(
            broker ->
                broker.setPort(port(broker.nodeId(), broker.host(), broker.port())).setHost(HOST));
    return !metadata.brokers().isEmpty();
  }

  private boolean cluster(DescribeClusterResponseData cluster) {
    cluster
        .brokers()
        .forEach(
            broker ->
                broker
                    .setPort(port(broker.brokerId(), broker.host(), broker.port()))
                    .setHost(HOST));
    return !cluster.brokers().isEmpty();
  }

  /** While a coordinator is not known yet, its host is empty and stays so. */
  private boolean oneCoordinator(FindCoordinatorResponseData found) {
    if (found.host().isEmpty()) {
      return false;
    }
    found.setPort(port(found.nodeId(), found.host(), found.port())).setHost(HOST);
    return true;
  }

  private boolean coordinators(FindCoordinatorResponseData found) {
    boolean any = false;
    for (var coordinator : found.coordinators()) {
      if (!coordinator.host().isEmpty()) {
        any = true;
        coordinator
            .setPort(port(coordinator.nodeId(), coordinator.host(), coordinator.port()))
            .setHost(HOST);
      }
    }
    return any;
  }

  /** Brokers that do not lead a partition any more tell who does. */
  private boolean newLeaders(ApiMessage response) {
    if (response instanceof ProduceResponseData produced) {
      produced
          .nodeEndpoints()
          .forEach(
              node -> node.setPort(port(node.nodeId(), node.host(), node.port())).setHost(HOST));
      return !produced.nodeEndpoints().isEmpty();
    }
    if (response instanceof FetchResponseData fetched) {
      fetched
          .nodeEndpoints()
          .forEach(
              node -> node.setPort(port(node.nodeId(), node.host(), node.port())).setHost(HOST));
      return !fetched.nodeEndpoints().isEmpty();
    }
    if (response instanceof ShareFetchResponseData fetched) {
      fetched
          .nodeEndpoints()
          .forEach(
              node -> node.setPort(port(node.nodeId(), node.host(), node.port())).setHost(HOST));
      return !fetched.nodeEndpoints().isEmpty();
    }
    if (response instanceof ShareAcknowledgeResponseData acknowledged) {
      acknowledged
          .nodeEndpoints()
          .forEach(
              node -> node.setPort(port(node.nodeId(), node.host(), node.port())).setHost(HOST));
      return !acknowledged.nodeEndpoints().isEmpty();
    }
    throw new IllegalArgumentException("no response with addresses: " + response);
  }

  private int port(int id, String host, int port) {
    return detour.port(new BrokerAddress(id, host, port));
  }
}
