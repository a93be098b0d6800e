package io.orderstorm.report.result;

import io.orderstorm.report.expectation.RunIdentity;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run came to.
 *
 * @param reasons why the verdict is what it is, the gravest first
 * @param alerts what the pipeline's own monitoring raised
 * @param anomalies what was found wrong, at most 1,000 of each kind
 * @param anomalyCounts how many of each kind were found; null for a kind that does not apply
 * @param amplification how often things were done again: redeliveries, retries, duplicate records
 * @param health what averages hide of each stage behind ingestion
 * @param scaling how consumers were scaled; stages whose number was fixed, or never changed, have
 *     none
 * @param expansions topics that got more partitions
 * @param canary how the next version of a handler was brought in; null if none was
 * @param cpu what the orders cost of it
 * @param hlogs an HdrHistogram interval log for each stage
 * @param environment what is known of the machine and the versions, as label and value
 */
public record RunResult(
    RunIdentity run,
    Instant startedAt,
    double durationSeconds,
    double loadSeconds,
    double warmupSeconds,
    Verdict verdict,
    List<String> reasons,
    Validity validity,
    OrderCounts orders,
    Throughput throughput,
    List<StageLatency> latency,
    List<GroupLag> lag,
    List<Recovery> recovery,
    List<Alert> alerts,
    List<FaultReport> faults,
    DeadLetters deadLetters,
    List<ObjectiveResult> objectives,
    List<Anomaly> anomalies,
    Map<String, @Nullable Long> anomalyCounts,
    Map<String, Long> amplification,
    List<StageHealth> health,
    List<Scaling> scaling,
    List<Expansion> expansions,
    @Nullable Canary canary,
    CpuCost cpu,
    Series series,
    Map<String, String> hlogs,
    Map<String, String> environment) {

  private static final int SHOWN_PER_KIND = 20;

  public RunResult {
    reasons = List.copyOf(reasons);
    latency = List.copyOf(latency);
    lag = List.copyOf(lag);
    recovery = List.copyOf(recovery);
    alerts = List.copyOf(alerts);
    faults = List.copyOf(faults);
    objectives = List.copyOf(objectives);
    anomalies = List.copyOf(anomalies);
    anomalyCounts = new LinkedHashMap<>(anomalyCounts);
    amplification = new LinkedHashMap<>(amplification);
    health = List.copyOf(health);
    scaling = List.copyOf(scaling);
    expansions = List.copyOf(expansions);
    hlogs = new LinkedHashMap<>(hlogs);
    environment = new LinkedHashMap<>(environment);
  }

  /** The first anomalies of each kind; the others are in {@code anomalies.jsonl}. */
  public List<Anomaly> shownAnomalies() {
    Map<String, Integer> seen = new HashMap<>();
    return anomalies.stream()
        .filter(anomaly -> seen.merge(anomaly.kind(), 1, Integer::sum) <= SHOWN_PER_KIND)
        .toList();
  }
}
