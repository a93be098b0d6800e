package io.orderstorm.report.analysis;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.scan.StageScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.agrona.collections.LongHashSet;

/**
 * When something was last known of the inputs that were lost: their last delivery or attempt,
 * retries included. Losses are rare, so the stages' records are read once more for them instead of
 * being kept for all orders.
 */
final class LastEvidence {

  private final Map<String, Map<Position, Long>> lastByStage = new HashMap<>();

  LastEvidence(Evidence evidence, List<Ledger.Loss> losses) {
    for (Topology.Stage stage : evidence.pipeline().stages()) {
      Map<Position, Position> origins = origins(evidence, stage, losses);
      if (!origins.isEmpty()) {
        Map<Position, Long> last = new HashMap<>();
        lastByStage.put(stage.name(), last);
        evidence.forEachStageFile(stage, scan -> note(scan, origins, last));
      }
    }
  }

  /** Where each lost input lies, and where retry topics carried it, to where it lies. */
  private static Map<Position, Position> origins(
      Evidence evidence, Topology.Stage stage, List<Ledger.Loss> losses) {
    Map<Position, Position> origins = new HashMap<>();
    Map<UUID, Position> byEvent = new HashMap<>();
    for (Ledger.Loss loss : losses) {
      if (loss.stage().equals(stage.name())) {
        origins.put(loss.position(), loss.position());
        byEvent.put(loss.event(), loss.position());
      }
    }
    for (CarriedEvents.Carried retry : evidence.carried.retried()) {
      Position origin = byEvent.get(retry.eventId());
      if (origin != null && retry.role().group().equals(stage.group())) {
        origins.put(new Position(retry.role().name(), retry.partition(), retry.offset()), origin);
      }
    }
    return origins;
  }

  private static void note(
      StageScan scan, Map<Position, Position> origins, Map<Position, Long> last) {
    LongHashSet offsets = new LongHashSet();
    origins.keySet().forEach(position -> offsets.add(position.offset()));
    while (scan.next()) {
      int topic = scan.topic();
      if (topic != StageScan.NO_TOPIC
          && offsets.contains(scan.offset())
          && isEvidence(scan.event())) {
        String name = scan.topics().get(topic);
        Position origin = origins.get(new Position(name, scan.partition(), scan.offset()));
        if (origin != null) {
          last.merge(origin, scan.timeNanos(), Math::max);
        }
      }
    }
  }

  private static boolean isEvidence(StageRecord.Event event) {
    return switch (event) {
      case DELIVERED, ATTEMPT_SUCCEEDED, ATTEMPT_FAILED, RETRY_SCHEDULED, PARKED, UNPARKED -> true;
      default -> false;
    };
  }

  /** The loss with the time at which something was last known of it. */
  Ledger.Loss of(Ledger.Loss loss) {
    long last =
        lastByStage
            .getOrDefault(loss.stage(), Map.of())
            .getOrDefault(loss.position(), Long.MIN_VALUE);
    return loss.knownUntil(Math.max(last, loss.evidence()));
  }
}
