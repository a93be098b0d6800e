package io.orderstorm.scenario.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
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
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressRewritingTest {

  private final AddressRewriting rewriting =
      new AddressRewriting(broker -> 20_000 + broker.id() + broker.port());

  static Stream<Short> metadataVersions() {
    return versions(ApiKeys.METADATA, 0);
  }

  static Stream<Short> coordinatorVersions() {
    return versions(ApiKeys.FIND_COORDINATOR, 0);
  }

  static Stream<Short> clusterVersions() {
    return versions(ApiKeys.DESCRIBE_CLUSTER, 0);
  }

  static Stream<Short> produceVersionsWithLeaders() {
    return versions(ApiKeys.PRODUCE, 10);
  }

  static Stream<Short> fetchVersionsWithLeaders() {
    return versions(ApiKeys.FETCH, 16);
  }

  private static Stream<Short> versions(ApiKeys key, int from) {
    return IntStream.rangeClosed(Math.max(from, key.oldestVersion()), key.latestVersion())
        .mapToObj(version -> (short) version);
  }

  @ParameterizedTest
  @MethodSource("metadataVersions")
  void everyBrokerOfTheMetadataIsRedirectedAndNothingElseChanges(short version) {
    var metadata = new MetadataResponseData().setControllerId(version > 0 ? 7 : -1);
    metadata.brokers().add(broker(3, "kafka-3.example", 9092));
    metadata.brokers().add(broker(7, "kafka-7.example", 9093));
    metadata
        .topics()
        .add(
            new MetadataResponseData.MetadataResponseTopic()
                .setName("orders")
                .setPartitions(
                    List.of(
                        new MetadataResponseData.MetadataResponsePartition()
                            .setPartitionIndex(0)
                            .setLeaderId(3)
                            .setReplicaNodes(List.of(3, 7))
                            .setIsrNodes(List.of(3)))));

    var rewritten = (MetadataResponseData) rewritten(ApiKeys.METADATA, version, metadata);

    var expected = metadata.duplicate();
    expected.brokers().find(3).setHost("127.0.0.1").setPort(29_095);
    expected.brokers().find(7).setHost("127.0.0.1").setPort(29_100);
    assertThat(rewritten).isEqualTo(expected);
  }

  private static MetadataResponseData.MetadataResponseBroker broker(int id, String host, int port) {
    return new MetadataResponseData.MetadataResponseBroker()
        .setNodeId(id)
        .setHost(host)
        .setPort(port);
  }

  @ParameterizedTest
  @MethodSource("coordinatorVersions")
  void aCoordinatorIsRedirectedInEveryVersion(short version) {
    var found = new FindCoordinatorResponseData();
    if (version < 4) {
      found.setNodeId(3).setHost("kafka-3.example").setPort(9092);
    } else {
      found.setCoordinators(
          List.of(
              new FindCoordinatorResponseData.Coordinator()
                  .setKey("payment")
                  .setNodeId(3)
                  .setHost("kafka-3.example")
                  .setPort(9092)));
    }

    var rewritten =
        (FindCoordinatorResponseData) rewritten(ApiKeys.FIND_COORDINATOR, version, found);

    String host = version < 4 ? rewritten.host() : rewritten.coordinators().get(0).host();
    int port = version < 4 ? rewritten.port() : rewritten.coordinators().get(0).port();
    assertThat(host).isEqualTo("127.0.0.1");
    assertThat(port).isEqualTo(29_095);
  }

  @Test
  void aCoordinatorThatIsNotThereYetStaysSo() {
    var none =
        new FindCoordinatorResponseData()
            .setCoordinators(
                List.of(
                    new FindCoordinatorResponseData.Coordinator()
                        .setKey("payment")
                        .setErrorCode((short) 15)
                        .setNodeId(-1)
                        .setPort(-1)));

    assertThat(rewriting.rewrite(ApiKeys.FIND_COORDINATOR, (short) 6, bytes(none, (short) 6)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clusterVersions")
  void theBrokersOfADescribedClusterAreRedirected(short version) {
    var cluster = new DescribeClusterResponseData().setClusterId("c").setControllerId(3);
    cluster
        .brokers()
        .add(
            new DescribeClusterResponseData.DescribeClusterBroker()
                .setBrokerId(3)
                .setHost("kafka-3.example")
                .setPort(9092));

    var rewritten =
        (DescribeClusterResponseData) rewritten(ApiKeys.DESCRIBE_CLUSTER, version, cluster);

    assertThat(rewritten.brokers().find(3).host()).isEqualTo("127.0.0.1");
    assertThat(rewritten.brokers().find(3).port()).isEqualTo(29_095);
    assertThat(rewritten.clusterId()).isEqualTo("c");
  }

  @ParameterizedTest
  @MethodSource("produceVersionsWithLeaders")
  void theNewLeaderThatAProduceResponseNamesIsRedirected(short version) {
    var produced = new ProduceResponseData();
    produced
        .nodeEndpoints()
        .add(new ProduceResponseData.NodeEndpoint().setNodeId(3).setHost("k").setPort(9092));

    var rewritten = (ProduceResponseData) rewritten(ApiKeys.PRODUCE, version, produced);

    assertThat(rewritten.nodeEndpoints().find(3).host()).isEqualTo("127.0.0.1");
    assertThat(rewritten.nodeEndpoints().find(3).port()).isEqualTo(29_095);
  }

  @ParameterizedTest
  @MethodSource("fetchVersionsWithLeaders")
  void theNewLeaderThatAFetchResponseNamesIsRedirectedAndItsRecordsStay(short version) {
    var records =
        MemoryRecords.withRecords(
            Compression.NONE, new SimpleRecord("an order".getBytes(StandardCharsets.UTF_8)));
    var fetched =
        new FetchResponseData()
            .setResponses(
                List.of(
                    new FetchResponseData.FetchableTopicResponse()
                        .setPartitions(
                            List.of(
                                new FetchResponseData.PartitionData()
                                    .setHighWatermark(1)
                                    .setRecords(records)))));
    fetched
        .nodeEndpoints()
        .add(new FetchResponseData.NodeEndpoint().setNodeId(3).setHost("k").setPort(9092));

    var rewritten = (FetchResponseData) rewritten(ApiKeys.FETCH, version, fetched);

    assertThat(rewritten.nodeEndpoints().find(3).port()).isEqualTo(29_095);
    assertThat(rewritten.responses().get(0).partitions().get(0).records()).isEqualTo(records);
  }

  @Test
  void shareResponsesAreRedirectedToo() {
    short fetch = ApiKeys.SHARE_FETCH.latestVersion();
    var fetched = new ShareFetchResponseData();
    fetched
        .nodeEndpoints()
        .add(new ShareFetchResponseData.NodeEndpoint().setNodeId(3).setHost("k").setPort(9092));
    short acknowledge = ApiKeys.SHARE_ACKNOWLEDGE.latestVersion();
    var acknowledged = new ShareAcknowledgeResponseData();
    acknowledged
        .nodeEndpoints()
        .add(
            new ShareAcknowledgeResponseData.NodeEndpoint()
                .setNodeId(3)
                .setHost("k")
                .setPort(9092));

    var one = (ShareFetchResponseData) rewritten(ApiKeys.SHARE_FETCH, fetch, fetched);
    var other =
        (ShareAcknowledgeResponseData)
            rewritten(ApiKeys.SHARE_ACKNOWLEDGE, acknowledge, acknowledged);

    assertThat(one.nodeEndpoints().find(3).port()).isEqualTo(29_095);
    assertThat(other.nodeEndpoints().find(3).port()).isEqualTo(29_095);
  }

  @Test
  void aResponseWithoutAddressesPassesAsItIs() {
    short version = ApiKeys.FETCH.latestVersion();

    assertThat(rewriting.rewrite(ApiKeys.FETCH, version, bytes(new FetchResponseData(), version)))
        .isEmpty();
  }

  /** Nothing that can't be read may pass: it could hold an address. */
  @Test
  void whatIsNoSuchResponseIsRefused() {
    assertThatThrownBy(
            () -> rewriting.rewrite(ApiKeys.METADATA, (short) 12, ByteBuffer.wrap(new byte[] {1})))
        .isInstanceOf(RuntimeException.class);
  }

  private ApiMessage rewritten(ApiKeys key, short version, ApiMessage response) {
    ByteBuffer body = rewriting.rewrite(key, version, bytes(response, version)).orElseThrow();
    return AbstractResponse.parseResponse(key, new ByteBufferAccessor(body), version).data();
  }

  private static ByteBuffer bytes(ApiMessage response, short version) {
    return MessageUtil.toByteBufferAccessor(response, version).buffer();
  }
}
