package io.orderstorm.report.capacity;

import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.PriceList;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan needs beside the study.
 *
 * @param madeAt when, as an ISO instant
 * @param command the command line that makes it again
 * @param targetPerSecond the rate to be carried; null if none was named
 * @param loads the rates of the lag-recovery table by their names
 * @param sizing of each stage
 * @param objectives of the scenario, name and target
 * @param recovery the scenario's RTO and RPO targets, in words
 * @param recoveryTargets how soon stages have to be back
 * @param environment what is known of the machine and the versions
 * @param accounts of each session
 * @param cost what orders use; empty if no rate was sustained
 * @param prices empty if none were given
 */
public record PlanContext(
    String scenario,
    String title,
    String owner,
    long seed,
    String madeAt,
    String command,
    @Nullable Double targetPerSecond,
    Optional<Forecast> forecast,
    Map<String, Double> loads,
    List<Sizing> sizing,
    Map<String, String> objectives,
    Map<String, String> recovery,
    List<RecoveryTarget> recoveryTargets,
    Map<String, String> environment,
    Optional<Bottleneck> bottleneck,
    List<Account> accounts,
    Optional<CostBasis> cost,
    Optional<PriceList> prices) {

  /**
   * How soon a stage has to be back.
   *
   * @param rpoOrders how many orders it may lose; null where the scenario does not say
   * @param source the objective that says so
   */
  public record RecoveryTarget(
      String stage, Duration within, Counts counts, @Nullable Long rpoOrders, String source) {

    /** From when on the time counts. */
    public enum Counts {
      /** The outage itself counts too: an RTO. */
      FROM_INJECTION,
      /** What comes after the outage. */
      AFTER_REVERT
    }
  }

  /**
   * How a stage is laid out.
   *
   * @param partitions of each topic that it reads
   * @param calls that it makes at a time
   * @param serviceCapacity that its service works on at a time
   */
  public record Sizing(
      String stage, int partitions, int consumers, int calls, String service, int serviceCapacity) {

    /** Consumers that can have no partition. */
    public int idle() {
      return Math.max(0, consumers - partitions);
    }
  }

  /**
   * What became of a session's orders.
   *
   * @param closed whether the session ended in order and all its records are there
   * @param otherAnomalies orphan effects, wrong order, impossible transitions, parity
   * @param deliveries records that stages were given
   * @param redelivered of those, the ones that their group had been given before
   * @param failedAttempts calls of stages that failed
   */
  public record Account(
      String session,
      boolean closed,
      long offered,
      long acknowledged,
      long inFlight,
      long lost,
      long duplicateEffects,
      long otherAnomalies,
      long deliveries,
      long redelivered,
      long failedAttempts,
      @Nullable Double cpuPerOrderMs) {}

  /** The layout of a stage; empty if it is not known. */
  public Optional<Sizing> sizingOf(String stage) {
    return sizing.stream().filter(of -> of.stage().equals(stage)).findFirst();
  }

  public PlanContext {
    loads = new LinkedHashMap<>(loads);
    sizing = List.copyOf(sizing);
    objectives = new LinkedHashMap<>(objectives);
    recovery = new LinkedHashMap<>(recovery);
    recoveryTargets = List.copyOf(recoveryTargets);
    environment = new LinkedHashMap<>(environment);
    accounts = List.copyOf(accounts);
  }
}
