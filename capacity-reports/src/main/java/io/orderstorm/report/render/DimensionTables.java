package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.ConsumerConcurrency;
import io.orderstorm.report.capacity.DimensionLimit;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.DownstreamTolerance;
import io.orderstorm.report.capacity.PartitionSaturation;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.ProducerThroughput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The four dimensions as tables. */
final class DimensionTables {

  private final Dimensions of;
  private final Optional<Bottleneck> resources;

  DimensionTables(Dimensions of, Optional<Bottleneck> resources) {
    this.of = of;
    this.resources = resources;
  }

  /** What gives out first, and what then. */
  String sentence() {
    List<Map.Entry<String, DimensionLimit>> known = of.known();
    if (known.isEmpty()) {
      return "No dimension gave out in this study, and none is known to be full within "
          + plain(Bottleneck.EXTRAPOLATION)
          + " times what was measured; up to where each was looked at stands below.";
    }
    return "First to give out: "
        + limit(known.get(0))
        + ". Next: "
        + (known.size() < 2 ? "none that this study knows of." : limit(known.get(1)) + ".");
  }

  private static String limit(Map.Entry<String, DimensionLimit> of) {
    return of.getKey() + ", " + limit(of.getValue());
  }

  PlanTable overview() {
    PlanTable table =
        new PlanTable("Planning signals")
            .text("Dimension", "Planning signal", "Measured", "Next bottleneck");
    String[] signals = {
      "orders acknowledged as they were offered, at each peak",
      "what the busiest partition takes in for 5 s on end, while acknowledgements keep up",
      "the working rate against what recovery in time needs",
      "the highest rate at which objectives held, and how full each service was",
      "how much of its cores all processes use"
    };
    String[] measured = {producer(), partitions(), consumers(), downstream(), machine()};
    int row = 0;
    for (Map.Entry<String, DimensionLimit> limit : of.limits().entrySet()) {
      table.row(limit.getKey(), signals[row], measured[row], limit(limit.getValue()));
      row++;
    }
    return table;
  }

  private static String limit(DimensionLimit limit) {
    String rate = PlanWords.rate(limit.ordersPerSecond());
    return switch (limit.known()) {
      case SEEN -> limit.what() + " gave out at " + rate + " (seen)";
      case PREDICTED ->
          limit.what()
              + " is full at about "
              + rate
              + " ("
              + (limit.why().isEmpty() ? "by its utilisation" : limit.why())
              + ")";
      case NOT_REACHED ->
          "not reached up to " + rate + (limit.why().isEmpty() ? "" : "; " + limit.why());
    };
  }

  private String producer() {
    ProducerThroughput producer = of.producer();
    return PlanWords.rate(producer.highestAcknowledged())
        + " acknowledged of "
        + PlanWords.rate(producer.highestOffered())
        + " offered"
        + (producer.slipP99Ms() == null
            ? "; the generator's lateness is not recorded"
            : "; generator late by "
                + PlanWords.milliseconds(producer.slipP99Ms())
                + " (p99), its ceiling was "
                + (producer.limit().known() == DimensionLimit.Known.SEEN
                    ? "reached"
                    : "not reached"));
  }

  private String partitions() {
    PartitionSaturation partitions = of.partitions();
    if (partitions.topics().isEmpty()) {
      return "partitions: not measured";
    }
    PartitionSaturation.TopicUse busiest = partitions.topics().get(0);
    for (PartitionSaturation.TopicUse topic : partitions.topics()) {
      busiest = topic.highWaterPerSecond() > busiest.highWaterPerSecond() ? topic : busiest;
    }
    return "up to "
        + PlanWords.perSecond(busiest.highWaterPerSecond(), "records")
        + " on a partition of "
        + busiest.topic()
        + (partitions.brokerCores().isEmpty()
            ? ""
            : "; "
                + partitions.brokerCores().entrySet().stream()
                    .map(broker -> broker.getKey() + " " + two(broker.getValue()) + " cores")
                    .collect(Collectors.joining(", "))
                + " at "
                + PlanWords.rate(partitions.atPerSecond()));
  }

  private String consumers() {
    ConsumerConcurrency consumers = of.consumers();
    Double working = consumers.workingPerSecond();
    if (working == null) {
      return "working rate: not measured (no saturation probe)";
    }
    String rate =
        consumers.workingIsLeast()
            ? "at least " + PlanWords.rate(working) + " worked off: no backlog grew"
            : PlanWords.rate(working) + " worked off under overload";
    return consumers.recoveries().isEmpty()
        ? rate + "; the scenario states no time to recover, or there is no target rate"
        : rate
            + "; "
            + consumers.recoveries().stream()
                .map(
                    of ->
                        of.target().stage()
                            + (consumers.workingIsLeast()
                                ? " is back in time after outages of at least up to "
                                : " is back in time after outages of up to ")
                            + PlanWords.span(of.longestOutageSeconds()))
                .collect(Collectors.joining(", "));
  }

  private String downstream() {
    DownstreamTolerance downstream = of.downstream();
    String safe = PlanWords.rate(downstream.safePerSecond()) + " with objectives held";
    String full =
        downstream.services().isEmpty()
            ? "; services: not measured"
            : "; fullest is "
                + downstream.services().get(0).service()
                + " at "
                + PlanWords.percent(downstream.services().get(0).utilisation());
    return safe
        + full
        + downstream
            .degraded()
            .map(
                searched ->
                    "; "
                        + PlanWords.rate(searched.result().sustained())
                        + " while "
                        + searched.description())
            .orElse("; a slower service: not measured");
  }

  private String machine() {
    return resources.stream()
        .flatMap(at -> at.resources().stream())
        .filter(resource -> resource.name().equals(Dimensions.CORES))
        .map(cores -> two(cores.used()) + " of " + PlanWords.count(cores.capacity()) + " cores")
        .findFirst()
        .orElse("not measured");
  }

  PlanTable peaks() {
    PlanTable table =
        new PlanTable("Producer throughput")
            .text("Load")
            .numbers("Rate", "Offered", "Acknowledged", "p99 to acknowledgement")
            .text("Acknowledged as offered");
    for (ProducerThroughput.Peak peak : of.producer().peaks()) {
      Boolean carried = peak.carried();
      table.row(
          peak.load(),
          PlanWords.rate(peak.perSecond()),
          PlanWords.rate(peak.offeredPerSecond()),
          PlanWords.rate(peak.acknowledgedPerSecond()),
          PlanWords.milliseconds(peak.p99Ms()),
          carried == null ? "not offered so much" : carried ? "yes" : "no");
    }
    return table;
  }

  PlanTable topics() {
    PlanTable table =
        new PlanTable(
                "Partitions at " + PlanWords.rate(of.partitions().atPerSecond()) + " sustained")
            .text("Topic")
            .numbers(
                "Partitions",
                "Records",
                "On the busiest",
                "Against the mean",
                "Held for 5 s at most",
                "Busiest at the target");
    for (PartitionSaturation.TopicUse topic : of.partitions().topics()) {
      table.row(
          topic.topic(),
          topic.partitions() == null ? PlanWords.NONE : Integer.toString(topic.partitions()),
          PlanWords.rate(topic.recordsPerSecond()),
          PlanWords.rate(topic.busiestPerSecond()),
          topic.skew() == null
              ? PlanWords.NONE
              : String.format(Locale.ROOT, "× %.2f", topic.skew()),
          PlanWords.rate(topic.highWaterPerSecond()),
          PlanWords.rate(topic.busiestAtTarget()));
    }
    return table;
  }

  PlanTable stages() {
    PlanTable table =
        new PlanTable("Consumers")
            .text("Stage")
            .numbers("Partitions", "Consumers", "Calls at a time, c", "In use, L", "Utilisation")
            .text("Under overload");
    for (ConsumerConcurrency.StageUse stage : of.consumers().stages()) {
      Double used = stage.used();
      table.row(
          stage.stage(),
          Integer.toString(stage.partitions()),
          Integer.toString(stage.consumers()),
          Integer.toString(stage.calls()),
          used == null ? PlanWords.NONE : two(used),
          used == null ? PlanWords.NONE : PlanWords.percent(used / stage.calls()),
          worked(stage));
    }
    return table;
  }

  private static String worked(ConsumerConcurrency.StageUse stage) {
    Double working = stage.workingPerSecond();
    if (working == null) {
      return "not measured";
    }
    return stage.saturated()
        ? PlanWords.rate(working) + ", its backlog grew"
        : "at least " + PlanWords.rate(working) + ", no more came";
  }

  /** RTO and recovery of lag, as stated, at the target. */
  PlanTable recoveries() {
    PlanTable table =
        new PlanTable("Stated times to recover, at the target")
            .text("Stage", "Stated")
            .numbers("Back in time after at most", "Working rate needed for 1 min", "Measured")
            .text("Enough for 1 min");
    for (ConsumerConcurrency.Recovery recovery : of.consumers().recoveries()) {
      PlanContext.RecoveryTarget target = recovery.target();
      Double needed = recovery.neededPerSecond();
      table.row(
          target.stage(),
          PlanWords.target(target),
          least() + PlanWords.span(recovery.longestOutageSeconds()),
          needed == null ? "no rate is enough" : PlanWords.rate(needed),
          least() + PlanWords.rate(of.consumers().workingPerSecond()),
          enough(recovery));
    }
    return table;
  }

  private String least() {
    return of.consumers().workingIsLeast() ? "at least " : "";
  }

  private String enough(ConsumerConcurrency.Recovery recovery) {
    Double working = of.consumers().workingPerSecond();
    if (working != null && recovery.isMetBy(working)) {
      return "yes";
    }
    return of.consumers().workingIsLeast() && recovery.neededPerSecond() != null
        ? "not measured: more was not offered"
        : "no";
  }

  /** How many consumers every stage needs for each stated time, after an outage of a minute. */
  PlanTable needs() {
    PlanTable table =
        new PlanTable("Consumers needed after an outage of 1 min, at the target")
            .text("To be back in time", "Stage")
            .numbers("Working rate", "Consumers")
            .text("By");
    for (ConsumerConcurrency.Recovery recovery : of.consumers().recoveries()) {
      for (ConsumerConcurrency.Need need : recovery.consumers()) {
        Integer consumers = need.consumers();
        table.row(
            recovery.target().stage() + ", " + PlanWords.target(recovery.target()),
            need.stage(),
            PlanWords.rate(recovery.neededPerSecond()),
            consumers == null ? PlanWords.NONE : Integer.toString(consumers),
            by(need.basis()));
      }
    }
    return table;
  }

  private static String by(ConsumerConcurrency.Need.Basis basis) {
    return switch (basis) {
      case LAW -> "the law of scalability, at the lower end of its 95 % interval";
      case SEEN -> "seen under overload with today's consumers; fewer were not tried";
      case NOT_WITHIN -> "no number within its partitions and the law's limit is enough";
      case NOT_MEASURED -> "not measured: so much was never seen of it, and no law was fitted";
    };
  }

  PlanTable services() {
    PlanTable table =
        new PlanTable("Downstream services")
            .text("Service")
            .numbers("Calls, λ", "Time of one, W", "In work, L", "Capacity, c", "Utilisation, L/c")
            .text("Full at");
    double rate = of.downstream().safePerSecond();
    for (DownstreamTolerance.ServiceUse service : of.downstream().services()) {
      table.row(
          service.service(),
          PlanWords.rate(service.callsPerSecond()),
          String.format(Locale.ROOT, "%.1f ms", service.meanMs()),
          two(service.busy()),
          Integer.toString(service.capacity()),
          PlanWords.percent(service.utilisation()),
          fullAt(service.fullAtPerSecond(), rate));
    }
    return table;
  }

  private static String fullAt(@Nullable Double full, double rate) {
    return full == null
        ? "beyond " + PlanWords.rate(rate * Bottleneck.EXTRAPOLATION)
        : "about " + PlanWords.rate(full);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
