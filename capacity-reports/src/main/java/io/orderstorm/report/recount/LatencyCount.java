package io.orderstorm.report.recount;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each order of a share was through each stage. */
final class LatencyCount {

  /** The latencies of one stage, from the intended and from the actual send. */
  static final class Stage {
    final Latency judged = new Latency();
    final Latency service = new Latency();
    long warmup;
    long unfinished;

    void addAll(Stage others) {
      judged.addAll(others.judged);
      service.addAll(others.service);
      warmup += others.warmup;
      unfinished += others.unfinished;
    }
  }

  private final Map<Long, Long> stock = new HashMap<>();
  private final Map<Long, Long> payment = new HashMap<>();
  private final Map<Long, Seen> end = new HashMap<>();
  private final Map<Long, Long> notified = new HashMap<>();

  LatencyCount(
      RawRun run, Topology pipeline, Fates fates, long warmupEnd, Map<String, Stage> stages) {
    run.events.forEach(event -> note(run, event));
    List<String> names = new ArrayList<>(List.of(Topology.INGESTION));
    pipeline.stages().forEach(stage -> names.add(stage.name()));
    names.add(Topology.END_TO_END);
    for (String name : names) {
      Stage stage = stages.computeIfAbsent(name, n -> new Stage());
      Map<Long, Long> through = through(run, pipeline, name);
      for (Send send : run.placed.values()) {
        boolean asked =
            name.equals(Topology.INGESTION) || fates.landed.contains(send.orderNumber());
        if (asked) {
          record(stage, send, through.get(send.orderNumber()), warmupEnd);
        }
      }
    }
  }

  private void note(RawRun run, Seen event) {
    if (run.revisions.isMadeAgain(event)) {
      return;
    }
    long time = event.record().receivedNanos();
    switch (event.type()) {
      case STOCK_RESERVED, STOCK_REJECTED -> stock.putIfAbsent(event.order(), time);
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED ->
          payment.putIfAbsent(event.order(), time);
      case ORDER_COMPENSATED -> end.putIfAbsent(event.order(), event);
      case ORDER_DISPATCHED ->
          end.merge(event.order(), event, (a, b) -> a.type() == EventType.ORDER_DISPATCHED ? a : b);
      case CUSTOMER_NOTIFIED -> {
        Seen cause = run.firstById.get(event.cause());
        boolean last =
            cause != null
                && (cause.type() == EventType.ORDER_DISPATCHED
                    || cause.type() == EventType.ORDER_COMPENSATED);
        if (last) {
          notified.merge(event.order(), time, Math::min);
        }
      }
      default -> {}
    }
  }

  private Map<Long, Long> through(RawRun run, Topology pipeline, String name) {
    if (name.equals(Topology.INGESTION)) {
      Map<Long, Long> acknowledged = new HashMap<>();
      for (Outcome outcome : run.outcomes.values()) {
        if (outcome.result() == Outcome.Result.ACKNOWLEDGED) {
          acknowledged.put(outcome.orderNumber(), outcome.completedNanos());
        }
      }
      return acknowledged;
    }
    if (name.equals(Topology.END_TO_END)) {
      return ends();
    }
    for (Topology.Stage stage : pipeline.stages()) {
      if (stage.name().equals(name)) {
        return stage.outcomes().contains(EventType.CUSTOMER_NOTIFIED)
            ? notified
            : stage.outcomes().contains(EventType.ORDER_DISPATCHED)
                ? ends()
                : stage.outcomes().contains(EventType.PAYMENT_CONFIRMED) ? payment : stock;
      }
    }
    throw new IllegalArgumentException("no stage is named '" + name + "'");
  }

  /** When each order ended. */
  Map<Long, Long> ends() {
    Map<Long, Long> times = new HashMap<>();
    end.forEach((order, event) -> times.put(order, event.record().receivedNanos()));
    return times;
  }

  private static void record(
      Stage stage, Send send, @org.jspecify.annotations.Nullable Long through, long warmupEnd) {
    if (through == null) {
      stage.unfinished++;
    } else if (send.intendedNanos() < warmupEnd) {
      stage.warmup++;
    } else {
      stage.judged.add(Math.max(0, through - send.intendedNanos()));
      stage.service.add(Math.max(0, through - send.sentNanos()));
    }
  }
}
