package io.orderstorm.fault.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ChaosTest {

  private static final Duration LOAD = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(1);

  private static Fault kill(String name, String target, Duration lasting) {
    return new ProcessFault(
        name, Duration.ZERO, lasting, ProcessFault.Action.KILL, Target.parse(target));
  }

  private static Fault late(Duration lasting) {
    return new LinkFault(
        "late",
        Duration.ZERO,
        lasting,
        LinkSelector.parse("payment -> brokers"),
        new Toxic.Latency(Duration.ofMillis(100), Duration.ZERO),
        ToxicStream.BOTH,
        Ratio.ALL);
  }

  private static Fault slow(Duration lasting) {
    return new DownstreamFault(
        "slow", Duration.ZERO, lasting, "warehouse", new DownstreamFault.Slow(5));
  }

  private static Chaos chaos(long seed, Budget budget) {
    return new Chaos(
        seed,
        Duration.ofSeconds(5),
        Optional.of(Duration.ofSeconds(55)),
        List.of(
            new WeightedFault(kill("loss", "leader(orders/0)", Duration.ofSeconds(3)), 1),
            new WeightedFault(kill("death", "broker-2", Duration.ofSeconds(2)), 2),
            new WeightedFault(late(Duration.ofMillis(2500)), 5),
            new WeightedFault(slow(Duration.ofSeconds(4)), 2)),
        budget);
  }

  private static List<Occurrence> drawn(Chaos chaos) {
    return new Schedule(List.of(), Optional.of(chaos)).plan(LOAD).occurrences();
  }

  @Property(tries = 300)
  void theBudgetIsNeverOverdrawn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int faults,
      @ForAll @IntRange(min = 1, max = 4) int atOnce,
      @ForAll @LongRange(max = 5_000) long gapMillis,
      @ForAll @DoubleRange(min = 0.1, max = 1) double share) {
    var budget = new Budget(faults, atOnce, Duration.ofMillis(gapMillis), new Ratio(share));

    var timeline = drawn(chaos(seed, budget));

    assertThat(timeline).hasSizeBetween(1, faults);
    var calm = Duration.ofMillis(gapMillis);
    var sinceLast = calm;
    var under = Duration.ZERO;
    for (var now = Duration.ZERO; now.compareTo(LOAD) < 0; now = now.plus(STEP)) {
      var moment = now;
      var standing =
          timeline.stream().filter(one -> Window.of(one.fault()).contains(moment)).count();
      assertThat(standing).isLessThanOrEqualTo(atOnce);
      if (standing > 0) {
        assertThat(sinceLast.isZero() || sinceLast.compareTo(calm) >= 0).isTrue();
        under = under.plus(STEP);
      }
      sinceLast = standing > 0 ? Duration.ZERO : sinceLast.plus(STEP);
    }
    assertThat(under.toNanos() / 50e9).isLessThanOrEqualTo(share);
  }

  @Property(tries = 200)
  void everythingLiesInsideTheWindowAndNothingOverlapsItself(@ForAll long seed) {
    var timeline = drawn(chaos(seed, new Budget(20, 4, Duration.ZERO, Ratio.ALL)));

    for (var one : timeline) {
      assertThat(one.fault().at()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
      assertThat(one.fault().until()).isLessThanOrEqualTo(Duration.ofSeconds(55));
      for (var other : timeline) {
        var processes =
            one.fault() instanceof ProcessFault && other.fault() instanceof ProcessFault;
        if (one != other && (one.origin().equals(other.origin()) || processes)) {
          assertThat(Window.of(one.fault()).overlaps(Window.of(other.fault()))).isFalse();
        }
      }
    }
  }

  @Property(tries = 100)
  void theSameSeedGivesTheSameTimeline(@ForAll long seed) {
    var budget = new Budget(10, 2, Duration.ofSeconds(1), Ratio.ofPercent(60));

    assertThat(drawn(chaos(seed, budget))).isEqualTo(drawn(chaos(seed, budget)));
  }

  @Test
  void otherSeedsGiveOtherTimelines() {
    var budget = new Budget(10, 2, Duration.ofSeconds(1), Ratio.ofPercent(60));

    assertThat(drawn(chaos(1, budget))).isNotEqualTo(drawn(chaos(2, budget)));
  }

  @Test
  void aTimelineStaysWhatItWasInEarlierVersions() {
    var budget = new Budget(4, 2, Duration.ofSeconds(1), Ratio.ofPercent(60));

    assertThat(drawn(chaos(20261127, budget)))
        .extracting(one -> one.fault().name() + " " + one.fault().at().toMillis())
        .containsExactly("loss-1 15357", "late-1 41719", "late-2 46187", "late-3 49889");
  }

  @Test
  void heavierFaultsAreChosenMoreOften() {
    var budget = new Budget(1, 1, Duration.ZERO, Ratio.ALL);
    var late = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      late += drawn(chaos(seed, budget)).get(0).origin().equals("late") ? 1 : 0;
    }

    assertThat(late).isBetween(430, 570); // half of the weight, five standard deviations
  }

  @Test
  void faultsAreNumberedByTheirOwnNamesInTheOrderOfTime() {
    var timeline = drawn(chaos(7, new Budget(12, 3, Duration.ZERO, Ratio.ALL)));

    var late = timeline.stream().filter(one -> one.origin().equals("late")).toList();
    assertThat(late).isNotEmpty();
    for (int i = 0; i < late.size(); i++) {
      assertThat(late.get(i).fault().name()).isEqualTo("late-" + (i + 1));
    }
    assertThat(timeline).isSortedAccordingTo((a, b) -> a.fault().at().compareTo(b.fault().at()));
  }

  @Test
  void whatCanNeverFitIsRefusedInsteadOfLeftOut() {
    var small = new Budget(3, 1, Duration.ZERO, Ratio.ofPercent(5));

    assertThatThrownBy(() -> drawn(chaos(1, small)))
        .hasMessage("chaos: fault 'loss' stands for 3s, which is more than 5% of 50s");
  }

  @Test
  void aWindowBeyondTheLoadIsRefused() {
    var schedule =
        new Schedule(List.of(), Optional.of(chaos(1, new Budget(3, 1, Duration.ZERO, Ratio.ALL))));

    assertThatThrownBy(() -> schedule.plan(Duration.ofSeconds(30)))
        .hasMessage("chaos: from 5s until 55s must lie within the load of 30s");
  }

  @Test
  void wrongBudgetsAreRefusedWithTheirValues() {
    assertThatThrownBy(() -> new Budget(0, 1, Duration.ZERO, Ratio.ALL))
        .hasMessage("budget: faults lies between 1 and 1000, but is 0");
    assertThatThrownBy(() -> new Budget(1, 0, Duration.ZERO, Ratio.ALL))
        .hasMessage("budget: at-once must be at least 1, but is 0");
    assertThatThrownBy(() -> new Budget(1, 1, Duration.ofSeconds(-1), Ratio.ALL))
        .hasMessage("budget: gap must not be negative, but is -1s");
    assertThatThrownBy(() -> new Budget(1, 1, Duration.ZERO, Ratio.NONE))
        .hasMessageContaining("share must be above 0%");
    assertThatThrownBy(() -> new WeightedFault(slow(STEP), 0))
        .hasMessage("Fault 'slow': weight lies between 1 and 1000000, but is 0");
  }
}
