package io.orderstorm.scenario.external;

import io.orderstorm.simulator.client.ClusterAccess;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Admin clients that give up within seconds: a mistyped address must not cost minutes. */
final class BoundedAdmin {

  private static final Map<String, Object> BOUNDS =
      Map.of(
          AdminClientConfig.CLIENT_ID_CONFIG,
          "orderstorm",
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          10_000,
          AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
          5_000,
          AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
          500);

  private BoundedAdmin() {}

  /**
   * Makes a client; it connects later.
   *
   * @throws RefusedPlaceException if the addresses or the client properties are wrong
   */
  static Admin of(ClusterAccess access) {
    try {
      return Admin.create(access.client(BOUNDS));
    } catch (KafkaException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new RefusedPlaceException(
          "--bootstrap-servers or --command-config can't be used: " + reason);
    }
  }
}
