package io.orderstorm.scenario.file;

import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.PipelineSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code objectives}. */
final class ObjectiveReader {

  private static final List<String> STAGES =
      List.of("ingestion", "inventory", "payment", "fulfilment", "notification");
  private static final List<String> MEASURED =
      List.of("ingestion", "inventory", "payment", "fulfilment", "notification", "end-to-end");
  private static final List<String> GROUPS =
      List.of("inventory", "payment", "fulfilment", "notification");

  private ObjectiveReader() {}

  static Objectives read(Section root, PipelineSpec pipeline, Plan plan, boolean hasCanary) {
    Optional<Section> section = root.section("objectives");
    if (section.isEmpty()) {
      return new Objectives(
          Map.of(),
          List.of(),
          Map.of(),
          true,
          true,
          Map.of(),
          Objectives.Alerting.UNASKED,
          Optional.empty());
    }
    Section objectives = section.get();
    var read =
        new Objectives(
            recovery(objectives.section("recovery")),
            latency(objectives.section("latency")),
            lag(objectives.section("lag")),
            objectives
                .optional("correctness", "strict", Quantity.oneOf("strict", "reported"))
                .equals("strict"),
            objectives
                .optional("dead-letters", "exact", Quantity.oneOf("exact", "reported"))
                .equals("exact"),
            scaling(objectives.section("scaling")),
            ExpectedAlertReader.read(objectives.section("alerts"), pipeline, plan),
            CanaryReader.goal(objectives, hasCanary));
    objectives.end();
    return read;
  }

  private static Map<String, Objectives.Recovery> recovery(Optional<Section> section) {
    var recovery = new LinkedHashMap<String, Objectives.Recovery>();
    section.ifPresent(
        all ->
            each(
                all,
                STAGES,
                "stage",
                (stage, policy) ->
                    recovery.put(
                        stage,
                        new Objectives.Recovery(
                            policy.required("rto", Quantity::duration),
                            policy.required("rpo", Quantity::orders)))));
    return recovery;
  }

  private static List<Objectives.Latency> latency(Optional<Section> section) {
    var latency = new ArrayList<Objectives.Latency>();
    section.ifPresent(
        all ->
            each(
                all,
                MEASURED,
                "stage",
                (stage, limits) -> {
                  boolean outside = limits.optional("outside-faults", false, Quantity::yes);
                  for (String key : limits.keys()) {
                    if (!key.equals("outside-faults")) {
                      double percentile = percentile(limits, key);
                      latency.add(
                          new Objectives.Latency(
                              stage, percentile, limits.required(key, Quantity::span), outside));
                    }
                  }
                }));
    return latency;
  }

  /** {@code p50}, {@code p99}, {@code p999}: two digits before the point, the rest after it. */
  private static double percentile(Section limits, String key) {
    if (!key.matches("p\\d{2,5}")) {
      throw limits
          .position(key)
          .refuse(
              "unknown key; allowed here: outside-faults and percentiles such as p50, p99, p999");
    }
    return Double.parseDouble(key.substring(1, 3) + "." + key.substring(3) + "0");
  }

  private static Map<String, Objectives.Lag> lag(Optional<Section> section) {
    var lag = new LinkedHashMap<String, Objectives.Lag>();
    section.ifPresent(
        all ->
            each(
                all,
                GROUPS,
                "consumer group",
                (group, limits) ->
                    lag.put(
                        group,
                        new Objectives.Lag(
                            limits.required("below", Quantity.whole(1, 999_999_999)),
                            limits.optional(
                                "recovers-within", Duration.ofSeconds(60), Quantity::span)))));
    return lag;
  }

  private static Map<String, Objectives.Scaling> scaling(Optional<Section> section) {
    var scaling = new LinkedHashMap<String, Objectives.Scaling>();
    section.ifPresent(
        all ->
            each(
                all,
                GROUPS,
                "stage",
                (stage, limits) ->
                    scaling.put(
                        stage,
                        new Objectives.Scaling(
                            limits.optional("reaction", Quantity::span),
                            limits.optional("overshoot", Quantity.whole(0, 64)),
                            limits.optional("oscillations", Quantity.whole(0, 1_000))))));
    return scaling;
  }

  private interface Entry {
    void read(String name, Section value);
  }

  private static void each(Section all, List<String> allowed, String what, Entry entry) {
    for (String name : all.keys()) {
      if (!allowed.contains(name)) {
        throw all.position(name)
            .refuse("unknown " + what + "; allowed: " + String.join(", ", allowed));
      }
      Section value = all.requiredSection(name);
      entry.read(name, value);
      value.end();
    }
    all.end();
  }
}
