package io.orderstorm.fault.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Duration LOAD = Duration.ofSeconds(60);

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Fault fault(String name, long at, long lasting) {
    return new ProcessFault(
        name, seconds(at), seconds(lasting), ProcessFault.Action.PAUSE, Target.parse("broker-1"));
  }

  private static ScheduledFault once(Fault fault, Start start) {
    return new ScheduledFault(fault, start, Optional.empty());
  }

  private static ScheduledFault repeated(Fault fault, Start start, int times, long every) {
    return new ScheduledFault(fault, start, Optional.of(new Repeat(times, seconds(every))));
  }

  private static Start after(String fault, Start.Moment moment, long delay) {
    return new Start.After(fault, moment, seconds(delay));
  }

  private static Plan plan(ScheduledFault... faults) {
    return new Schedule(List.of(faults), Optional.empty()).plan(LOAD);
  }

  @Test
  void aRepeatedFaultIsWrittenOut() {
    var plan = plan(repeated(fault("p", 5, 2), new Start.AtItsTime(), 3, 10));

    assertThat(plan.faults())
        .containsExactly(fault("p-1", 5, 2), fault("p-2", 15, 2), fault("p-3", 25, 2));
    assertThat(plan.occurrences()).allMatch(Occurrence::isTimed);
    assertThat(plan.occurrences()).extracting(Occurrence::origin).containsOnly("p");
  }

  @Test
  void repetitionsBehindAConditionCountFromEachOther() {
    var lag = new Start.LagAbove("payment", 5_000);
    var plan = plan(repeated(fault("p", 5, 2), lag, 2, 10));

    assertThat(plan.occurrences())
        .extracting(Occurrence::start)
        .containsExactly(lag, after("p-1", Start.Moment.INJECTED, 10));
    assertThat(plan.earliest(plan.occurrences().get(1))).isEqualTo(seconds(15));
  }

  @Test
  void whoWaitsForARepeatedFaultWaitsForItsLastReversal() {
    var plan =
        plan(
            repeated(fault("p", 5, 2), new Start.AtItsTime(), 3, 10),
            once(fault("q", 0, 1), after("p", Start.Moment.REVERTED, 4)),
            once(fault("r", 0, 1), after("p", Start.Moment.INJECTED, 1)));

    assertThat(plan.occurrences())
        .extracting(one -> one.fault().name() + " " + one.start().text())
        .containsExactly(
            "p-1 at its time",
            "r 1s after p-1 is injected",
            "p-2 at its time",
            "p-3 at its time",
            "q 4s after p-3 is reverted");
    assertThat(plan.earliest(plan.occurrences().get(4))).isEqualTo(seconds(25 + 2 + 4));
  }

  @Test
  void faultsThatWaitForEachOtherAreRefused() {
    assertThatThrownBy(
            () ->
                plan(
                    once(fault("a", 0, 1), after("b", Start.Moment.REVERTED, 0)),
                    once(fault("b", 0, 1), after("a", Start.Moment.REVERTED, 0))))
        .hasMessage("Faults wait for each other: a after b");
  }

  @Test
  void anUnknownFaultToWaitForIsRefusedWithWhatThereIs() {
    assertThatThrownBy(
            () ->
                plan(
                    ScheduledFault.of(fault("a", 0, 1)),
                    once(fault("b", 0, 1), after("c", Start.Moment.REVERTED, 0))))
        .hasMessage("Fault 'b': after: there is no fault 'c'; there are a, b");
  }

  @Test
  void namesThatCollideAreRefused() {
    assertThatThrownBy(
            () -> plan(ScheduledFault.of(fault("a", 0, 1)), ScheduledFault.of(fault("a", 5, 1))))
        .hasMessage("Two faults are called 'a'; names must differ");
    assertThatThrownBy(
            () ->
                plan(
                    ScheduledFault.of(fault("a-2", 0, 1)),
                    repeated(fault("a", 5, 1), new Start.AtItsTime(), 2, 5)))
        .hasMessageContaining("Two occurrences are called 'a-2'");
  }

  @Test
  void whatWouldBeginAfterTheLoadIsRefused() {
    assertThatThrownBy(() -> plan(repeated(fault("a", 50, 1), new Start.AtItsTime(), 2, 10)))
        .hasMessage("Fault 'a-2' would begin at 60s, but the load ends at 60s");
  }

  @Test
  void wrongStartsAndRepetitionsAreRefusedWithTheirValues() {
    assertThatThrownBy(() -> new Repeat(1, seconds(5))).hasMessageContaining("but is 1");
    assertThatThrownBy(() -> repeated(fault("a", 5, 10), new Start.AtItsTime(), 2, 10))
        .hasMessage("Fault 'a': repeat: every must be longer than for (10s), but is 10s");
    assertThatThrownBy(() -> new Start.RateReached(0)).hasMessageContaining("0.0/s");
    assertThatThrownBy(() -> new Start.LagAbove("", 5)).hasMessageContaining("group");
    assertThatThrownBy(() -> new Start.LagAbove("g", -5)).hasMessageContaining("-5");
    assertThatThrownBy(() -> after("a", Start.Moment.REVERTED, -1)).hasMessageContaining("-1s");
  }

  @Test
  void startsAreToldInWords() {
    assertThat(new Start.LagAbove("payment", 5_000).text())
        .isEqualTo("when the lag of payment is above 5000");
    assertThat(new Start.RateReached(1200).text()).isEqualTo("when 1200/s are offered");
    assertThat(new Start.RateReached(0.5).text()).isEqualTo("when 0.5/s are offered");
    assertThat(after("a", Start.Moment.REVERTED, 0).text()).isEqualTo("as soon as a is reverted");
  }
}
