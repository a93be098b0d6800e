package io.orderstorm.simulator.replay.run;

import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.ReplayFailedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

/**
 * The brokers' own bound for the replay's writer, where the user may set one: a second line behind
 * the token bucket. It is a quarter above the ceiling, because brokers count batches with their
 * overhead and each broker counts for itself.
 */
final class Quota implements AutoCloseable {

  private static final double ABOVE = 1.25;
  private static final int PATIENCE_SECONDS = 5;

  private final Admin admin;
  private final ClientQuotaEntity client;
  private final String said;
  private final boolean set;

  private Quota(Admin admin, ClientQuotaEntity client, String said, boolean set) {
    this.admin = admin;
    this.client = client;
    this.said = said;
    this.set = set;
  }

  /** Sets the quota, or finds out why not. */
  static Quota set(Admin admin, String clientId, Ceiling ceiling) {
    var client = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
    double bytes = ceiling.bytesPerSecond() * ABOVE;
    try {
      alter(admin, client, bytes);
      return new Quota(admin, client, String.format("%.0f B/s per broker", bytes), true);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return new Quota(admin, client, "none: " + ReplayFailedException.reason(e), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Quota(admin, client, "none: interrupted", false);
    }
  }

  /** What holds, for the audit. */
  String said() {
    return said;
  }

  /** Nobody else has this client id, so a quota that stays behind harms nobody. */
  @Override
  public void close() {
    if (set) {
      try {
        alter(admin, client, null);
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        // the next run of the plan takes it away
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void alter(Admin admin, ClientQuotaEntity client, @Nullable Double bytes)
      throws ExecutionException, InterruptedException, TimeoutException {
    var operation = new ClientQuotaAlteration.Op("producer_byte_rate", bytes);
    admin
        .alterClientQuotas(List.of(new ClientQuotaAlteration(client, List.of(operation))))
        .all()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
