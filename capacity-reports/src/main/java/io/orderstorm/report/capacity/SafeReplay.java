package io.orderstorm.report.capacity;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The highest rate of a governed replay at which the live load keeps its promises.
 *
 * @param stage whose handlers get the copies
 * @param source the topic whose history is replayed
 * @param livePerSecond the live load meanwhile, orders a second
 * @param without the live load alone, for comparison
 * @param result of the search, in copies a second
 * @param probes in the order in which they were made, each beside a replay
 */
public record SafeReplay(
    String stage,
    String source,
    double livePerSecond,
    Judged without,
    RateSearch.Result result,
    List<Judged> probes) {

  private static final String END_TO_END = "end-to-end";

  /** What was met above the safe rate. */
  public enum Limit {
    /** The live load broke a promise. */
    LIVE,
    /** The live load bore it; the stage was not through with the copies as fast as they came. */
    LANE,
    /** Probes could not be judged there: the safe rate may lie higher. */
    MEASUREMENT,
    /** Every rate that was probed is safe. */
    NONE
  }

  public SafeReplay {
    probes = List.copyOf(probes);
    if (probes.stream().anyMatch(probe -> probe.figures().replay() == null)) {
      throw new IllegalArgumentException("beside every probe of a safe replay rate a replay ran");
    }
  }

  /** Whether any rate was seen to be safe, or any to be unsafe. */
  public boolean isMeasured() {
    return probes.stream().anyMatch(probe -> probe.answer() != Judged.Answer.INVALID);
  }

  /**
   * The safe rate, copies a second: what the search came to, or the most that was seen. What was
   * searched are ceilings, and a probe counts for one that its replay did not quite reach, so this
   * is never more than {@link #highestBorne}.
   */
  public double rate() {
    double ceiling =
        switch (limit()) {
          case LIVE, LANE -> result.rate();
          case MEASUREMENT, NONE -> result.highestSustained();
        };
    return Math.min(ceiling, highestBorne());
  }

  /** The lower end of the limit's 95 % interval, never above the {@link #rate}. */
  public double low() {
    return Math.min(result.low(), rate());
  }

  /** The upper end of it, a ceiling; infinite if everything that was probed was sustained. */
  public double high() {
    return result.high();
  }

  /** The most copies a second that a probe was seen to bear; 0 if none was sustained. */
  public double highestBorne() {
    return probes.stream()
        .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
        .mapToDouble(SafeReplay::borne)
        .max()
        .orElse(0);
  }

  private static double borne(Judged probe) {
    ReplayFlow flow = probe.figures().replay();
    return flow == null ? 0 : flow.borne();
  }

  /** What keeps the rate from being higher. */
  public Limit limit() {
    if (result.limitedByHarness()) {
      return Limit.MEASUREMENT;
    }
    return firstAbove()
        .map(
            probe ->
                Criterion.judge(probe.figures()).answer() == Judged.Answer.SUSTAINED
                    ? Limit.LANE
                    : Limit.LIVE)
        .orElse(Limit.NONE);
  }

  /** The lowest rate that was not sustained; empty if none was not. */
  public Optional<Judged> firstAbove() {
    return probes.stream()
        .filter(probe -> probe.answer() == Judged.Answer.NOT_SUSTAINED)
        .min(Comparator.comparingDouble(SafeReplay::ceiling));
  }

  /** The highest rate that a probe was seen to sustain; empty if none was. */
  public Optional<Judged> highestSustained() {
    return probes.stream()
        .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
        .max(Comparator.comparingDouble(SafeReplay::ceiling));
  }

  /** The ceiling of a probe's replay, copies a second. */
  public static double ceiling(Judged probe) {
    ReplayFlow flow = probe.figures().replay();
    return flow == null ? 0 : flow.asked().ceilingPerSecond();
  }

  /** How long the loads of its probes lasted, in seconds; the one without a replay is included. */
  public double probedSeconds() {
    return seconds(without) + probes.stream().mapToDouble(SafeReplay::seconds).sum();
  }

  private static double seconds(Judged probe) {
    ProbeWindow window = probe.figures().window();
    return (window.endNanos() - window.startNanos()) / 1e9;
  }

  /** The result for a reader. */
  public String sentence() {
    String beside = format("beside %.0f live orders/s", livePerSecond);
    if (!isMeasured()) {
      return "No replay rate could be measured " + beside + ": none of the probes is valid.";
    }
    if (highestSustained().isEmpty()) {
      return result.limitedByHarness()
          ? format(
              "No replay rate was seen to be safe %s; %.0f/s is not, and below that the measurement"
                  + " gave out.",
              beside, firstAbove().map(SafeReplay::ceiling).orElse(0.0))
          : format(
              "No replay rate that was probed is safe %s, down to %.0f/s.", beside, result.high());
    }
    return switch (limit()) {
      case NONE ->
          format(
              "Every replay rate that was probed is safe %s, up to %.0f/s: no limit was met.",
              beside, rate());
      case MEASUREMENT ->
          format(
              "A replay of %.0f/s is safe %s; above it the measurement gave out, so the limit may"
                  + " be higher.",
              rate(), beside);
      case LIVE ->
          format(
              "A replay of %.0f/s is safe %s (%s); above it live orders break their promises.",
              rate(), beside, interval());
      case LANE ->
          format(
              "A replay of %.0f/s is safe %s (%s); above it live orders are unharmed, but %s is not"
                  + " through with the copies as fast as they come.",
              rate(), beside, interval(), stage);
    };
  }

  private String interval() {
    return format("95 %% interval of the limit %.0f to %.0f", low(), high())
        + (result.converged() ? "" : ", the search ended before it was known closer");
  }

  /** What the limit is made of, from the figures of the highest safe rate; empty without one. */
  public Optional<String> explanation() {
    return highestSustained()
        .map(
            probe -> {
              ProbeFigures figures = probe.figures();
              ReplayFlow flow = figures.replay();
              if (flow == null) {
                return "";
              }
              return format(
                      "At %.0f copies/s into %s (%s) services were called %.1f times a second for"
                          + " the replay, and %.0f records/s were told again on live topics, which"
                          + " every stage behind has to read beside live orders.",
                      flow.copiedPerSecond(),
                      stage,
                      flow.asked().lane(),
                      flow.callsPerSecond(),
                      flow.toldAgainPerSecond())
                  + cores(figures)
                  + latency(figures);
            });
  }

  private String cores(ProbeFigures with) {
    Double before = without.figures().cores();
    Double now = with.cores();
    return before == null || now == null
        ? ""
        : format(" Cores in use: %.2f without, %.2f with the replay.", before, now);
  }

  private String latency(ProbeFigures with) {
    Double before = without.figures().stage(END_TO_END).p99Ms();
    Double now = with.stage(END_TO_END).p99Ms();
    return before == null || now == null
        ? ""
        : format(" Live p99: %,.0f ms without, %,.0f ms with it.", before, now);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
