package io.orderstorm.scenario.capacity;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.PlanContext.Account;
import io.orderstorm.report.capacity.PlanContext.RecoveryTarget;
import io.orderstorm.report.capacity.PlanContext.Sizing;
import io.orderstorm.report.capacity.Planner;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts together what a plan needs: the study, the scenario, and the accounts of all sessions. */
final class PlanAssembly {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanAssembly() {}

  static CapacityPlan plan(
      CapacityFolder folder, CapacityRequest request, Scenario scenario, Study study, int cores) {
    var sessions = new LinkedHashMap<RunFolder, RunResult>();
    for (Path root : folder.sessions()) {
      RunFolder session = RunFolder.open(root);
      sessions.put(session, Judge.judge(session));
    }
    var context =
        new PlanContext(
            scenario.name(),
            scenario.title(),
            scenario.owner(),
            scenario.seed(),
            request.madeAt(),
            request.command(),
            request.target(),
            Optional.ofNullable(request.forecast()),
            request.loads(),
            sizing(scenario),
            objectives(scenario),
            recovery(scenario),
            recoveryTargets(scenario),
            environment(folder),
            Resources.at(study.healthy(), scenario, cores),
            sessions.entrySet().stream().map(of -> account(of.getKey(), of.getValue())).toList(),
            CostAssembly.basis(scenario, study, request.target(), List.copyOf(sessions.keySet())),
            folder.priceList());
    return Planner.plan(context, study);
  }

  private static List<Sizing> sizing(Scenario scenario) {
    int partitions = scenario.pipeline().topics().partitions();
    return scenario.pipeline().stages().stream()
        .map(
            stage ->
                new Sizing(
                    stage.name(),
                    partitions,
                    stage.consumers(),
                    stage.downstream().concurrency(),
                    stage.downstream().service(),
                    stage.downstream().capacity()))
        .toList();
  }

  private static Map<String, String> objectives(Scenario scenario) {
    var texts = new LinkedHashMap<String, String>();
    for (Objectives.Latency latency : scenario.objectives().latency()) {
      texts.put(
          latency.stage() + " p" + plain(latency.percentile()),
          "at most " + latency.below().toMillis() + " ms");
    }
    scenario
        .objectives()
        .lag()
        .forEach((group, lag) -> texts.put("lag of " + group, "below " + lag.below()));
    return texts;
  }

  private static Map<String, String> recovery(Scenario scenario) {
    var texts = new LinkedHashMap<String, String>();
    scenario
        .objectives()
        .recovery()
        .forEach(
            (stage, of) ->
                texts.put(
                    stage,
                    "RTO "
                        + of.rto().toSeconds()
                        + " s, RPO "
                        + of.rpoOrders()
                        + " orders (played by 'orderstorm run', not here)"));
    return texts;
  }

  private static List<RecoveryTarget> recoveryTargets(Scenario scenario) {
    var targets = new ArrayList<RecoveryTarget>();
    Objectives objectives = scenario.objectives();
    objectives
        .recovery()
        .forEach(
            (stage, of) ->
                targets.add(
                    new RecoveryTarget(
                        stage,
                        of.rto(),
                        RecoveryTarget.Counts.FROM_INJECTION,
                        of.rpoOrders(),
                        "recovery." + stage + ".rto")));
    objectives
        .lag()
        .forEach(
            (group, lag) ->
                targets.add(
                    new RecoveryTarget(
                        group,
                        lag.recoversWithin(),
                        RecoveryTarget.Counts.AFTER_REVERT,
                        null,
                        "lag." + group + ".recovers-within")));
    return targets;
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%s", value);
  }

  private static Account account(RunFolder session, RunResult result) {
    OrderCounts orders = result.orders();
    return new Account(
        session.root().getFileName().toString(),
        Files.exists(session.sums()),
        orders.offered(),
        orders.acknowledged(),
        orders.inFlight(),
        orders.lost(),
        orders.duplicateEffects(),
        orders.orphanEffects()
            + orders.orderingViolations()
            + orders.impossibleTransitions()
            + orders.parityMismatches(),
        sum(result, " deliveries"),
        sum(result, " redelivered"),
        sum(result, " failed attempts"),
        result.cpu().perOrderMs());
  }

  private static long sum(RunResult result, String ending) {
    return result.amplification().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(ending))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The cores of the machine that the last session was made on; of this one before the first. */
  static int cores(CapacityFolder folder) {
    List<Path> sessions = folder.sessions();
    int here = Runtime.getRuntime().availableProcessors();
    if (sessions.isEmpty()) {
      return here;
    }
    Path environment = RunFolder.open(sessions.get(sessions.size() - 1)).environment();
    if (!Files.exists(environment)) {
      return here;
    }
    try {
      return JSON.readTree(environment.toFile()).path("machine").path("cores").asInt(here);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + environment, e);
    }
  }

  /** What the last session was made on. */
  private static Map<String, String> environment(CapacityFolder folder) {
    var texts = new LinkedHashMap<String, String>();
    List<Path> sessions = folder.sessions();
    if (sessions.isEmpty()) {
      return texts;
    }
    try {
      var root =
          JSON.readTree(RunFolder.open(sessions.get(sessions.size() - 1)).environment().toFile());
      for (String part : List.of("versions", "machine", "jvm", "brokers")) {
        root.path(part)
            .properties()
            .forEach(entry -> texts.put(part + " " + entry.getKey(), entry.getValue().asText()));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("can't read a session's environment", e);
    }
  }
}
