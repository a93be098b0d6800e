package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Criterion;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.NotMeasured;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.ReplayCriterion;
import io.orderstorm.report.capacity.SafeReplay;
import io.orderstorm.report.capacity.Searched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The order in which the safe rate of replays is looked for: the live load alone, then the same
 * load beside replays of one ceiling after another. The live rate never changes; what is searched
 * is the ceiling.
 */
final class SafeReplayStudy {

  static final String WHAT = "the safe replay rate";

  /** A live load that could not be measured is asked for again so often. */
  private static final int TRIES = 3;

  private static final double SAME = 1e-6;

  private final ReplaySettings replay;
  private final double tolerance;
  private final int mostProbes;
  private final Probes probes;
  private final Telling telling;

  /** Makes a probe at the live rate under a condition. */
  interface Probes {
    ProbeFigures play(Condition condition, double liveRate);
  }

  /** Is told of every probe of the search. */
  interface Telling {
    void ended(Judged probe, RateSearch search);
  }

  /**
   * @param tolerance of the rate's interval, as a share to either side
   * @param mostProbes of the search
   */
  SafeReplayStudy(
      ReplaySettings replay, double tolerance, int mostProbes, Probes probes, Telling telling) {
    this.replay = replay;
    this.tolerance = tolerance;
    this.mostProbes = mostProbes;
    this.probes = probes;
    this.telling = telling;
  }

  /**
   * Looks for the rate; empty if the live load alone can't be judged or breaks its promises.
   *
   * @param healthy the search of the pipeline without a replay, whose probe at the live rate is
   *     taken if there is one
   */
  Optional<SafeReplay> make(Searched healthy, Consumer<NotMeasured> notMeasured) {
    Judged without = without(healthy);
    if (without.answer() != Judged.Answer.SUSTAINED) {
      notMeasured.accept(
          new NotMeasured(
              WHAT,
              String.format(
                  Locale.ROOT,
                  "the live load of %.0f orders/s alone %s: %s",
                  replay.live(),
                  without.answer() == Judged.Answer.INVALID
                      ? "could not be judged"
                      : "is not sustained",
                  String.join("; ", without.reasons()))));
      return Optional.empty();
    }
    var search =
        new RateSearch(
            StudySettings.search(replay.live(), ReplaySettings.MOST, tolerance, mostProbes));
    List<Judged> made = new ArrayList<>();
    for (OptionalDouble next = search.next(); next.isPresent(); next = search.next()) {
      ProbeFigures figures = probes.play(replay.at(next.getAsDouble()), replay.live());
      Judged probe = ReplayCriterion.replay(figures);
      made.add(probe);
      search.answered(probe.answer());
      telling.ended(probe, search);
    }
    return Optional.of(
        new SafeReplay(
            replay.stage(), replay.source(), replay.live(), without, search.result(), made));
  }

  private Judged without(Searched healthy) {
    Optional<Judged> there =
        healthy.probes().stream()
            .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
            .filter(this::isAtTheLiveRate)
            .reduce((one, later) -> later);
    if (there.isPresent()) {
      return there.get();
    }
    Judged seen = Criterion.judge(probes.play(Condition.HEALTHY, replay.live()));
    for (int tries = 1; tries < TRIES && seen.answer() == Judged.Answer.INVALID; tries++) {
      seen = Criterion.judge(probes.play(Condition.HEALTHY, replay.live()));
    }
    return seen;
  }

  private boolean isAtTheLiveRate(Judged probe) {
    return Math.abs(probe.figures().window().ratePerSecond() / replay.live() - 1) < SAME;
  }
}
