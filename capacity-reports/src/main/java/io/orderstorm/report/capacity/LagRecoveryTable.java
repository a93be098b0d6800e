package io.orderstorm.report.capacity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a backlog takes that an outage left: while the outage lasts, every order that arrives
 * waits; afterwards the pipeline works at μ and orders go on to arrive at λ, so the backlog falls
 * by μ − λ a second.
 *
 * @param rows for each outage and rate
 * @param allowed the orders in flight at which the objective counts as met again
 */
public record LagRecoveryTable(List<Row> rows, double allowed) {

  private static final List<Duration> OUTAGES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  public LagRecoveryTable {
    rows = List.copyOf(rows);
  }

  /**
   * A prediction.
   *
   * @param load the rate's name, for example {@code peak}
   * @param arrivingPerSecond λ
   * @param backlog orders when the outage ends
   * @param drainSeconds from then until none of it is left; null if it never is
   * @param objectiveSeconds from then until it is at most what is allowed; null if it never is
   */
  public record Row(
      Duration outage,
      String load,
      double arrivingPerSecond,
      double backlog,
      @Nullable Double drainSeconds,
      @Nullable Double objectiveSeconds) {}

  /**
   * Predicts.
   *
   * @param loads λ of each load by its name, in their order
   * @param workingPerSecond μ, what came out while more than enough went in
   * @param allowed the backlog that the objectives allow, in orders
   */
  public static LagRecoveryTable of(
      Map<String, Double> loads, double workingPerSecond, double allowed) {
    List<Row> rows = new ArrayList<>();
    for (Duration outage : OUTAGES) {
      loads.forEach((load, rate) -> rows.add(row(outage, load, rate, workingPerSecond, allowed)));
    }
    return new LagRecoveryTable(rows, allowed);
  }

  /** The prediction for one outage. */
  public static Row row(
      Duration outage, String load, double arriving, double working, double allowed) {
    double backlog = arriving * outage.toNanos() / 1e9;
    double falling = working - arriving;
    boolean falls = falling > 0;
    return new Row(
        outage,
        load,
        arriving,
        backlog,
        falls ? backlog / falling : null,
        falls ? Math.max(0, backlog - allowed) / falling : null);
  }
}
