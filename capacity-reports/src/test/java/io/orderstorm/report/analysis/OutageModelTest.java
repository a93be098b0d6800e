package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The end of an outage against a model that asks the definition at every moment. */
class OutageModelTest {

  private static final int END = 200;

  @Property(tries = 2000)
  void theEndIsWhatTheDefinitionSays(
      @ForAll("violations") List<Boolean> violated,
      @ForAll @IntRange(max = 150) int injected,
      @ForAll @IntRange(max = 40) int lasts,
      @ForAll @IntRange(min = 1, max = 30) int settle) {
    long end = Outage.end(injected, injected + lasts, settle, spans(violated));

    assertThat(end).isEqualTo(model(violated, injected, injected + lasts, settle));
  }

  @Property(tries = 1000)
  void noViolationStartsWithinSettleAfterTheEndOrTheRevert(
      @ForAll("violations") List<Boolean> violated,
      @ForAll @IntRange(max = 150) int injected,
      @ForAll @IntRange(max = 40) int lasts,
      @ForAll @IntRange(min = 1, max = 30) int settle) {
    long end = Outage.end(injected, injected + lasts, settle, spans(violated));

    assertThat(end).isGreaterThanOrEqualTo(injected);
    assertThat(spans(violated))
        .filteredOn(s -> s.from() >= end && s.to() > injected)
        .allMatch(s -> s.from() >= end + settle && s.from() >= injected + lasts + settle);
  }

  @Property(tries = 1000)
  void moreViolationNeverMakesItShorter(
      @ForAll("violations") List<Boolean> violated,
      @ForAll @IntRange(max = END - 1) int more,
      @ForAll @IntRange(max = 150) int injected) {
    List<Boolean> worse = new ArrayList<>(violated);
    worse.set(more, true);

    assertThat(Outage.end(injected, injected + 20, 10, spans(worse)))
        .isGreaterThanOrEqualTo(Outage.end(injected, injected + 20, 10, spans(violated)));
  }

  /** Walks on until nothing starts for a whole settle window. */
  private static long model(List<Boolean> violated, int injected, int reverted, int settle) {
    int end = injected;
    int horizon = reverted + settle;
    for (int t = injected; t < END && t < horizon; t++) {
      if (violated.get(t)) {
        int to = t;
        while (to < END && violated.get(to)) {
          to++;
        }
        end = to;
        horizon = Math.max(horizon, end + settle);
        t = to - 1;
      }
    }
    return end;
  }

  private static List<Violations.Span> spans(List<Boolean> violated) {
    List<Violations.Span> spans = new ArrayList<>();
    for (int t = 0; t < END; t++) {
      if (violated.get(t)) {
        int from = t;
        while (t < END && violated.get(t)) {
          t++;
        }
        spans.add(new Violations.Span(from, t));
      }
    }
    return spans;
  }

  @Provide
  Arbitrary<List<Boolean>> violations() {
    return Arbitraries.frequency(net.jqwik.api.Tuple.of(6, false), net.jqwik.api.Tuple.of(1, true))
        .list()
        .ofSize(END);
  }
}
