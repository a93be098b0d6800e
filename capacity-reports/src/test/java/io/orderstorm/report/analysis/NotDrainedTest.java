package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that ends with work left over has not drained, wherever that work waits. */
class NotDrainedTest {

  private static final Objectives STRICT =
      new Objectives(List.of(), List.of(), List.of(), true, true, null);

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).shares(0, 0.1).simulate();

  @Test
  void anOrderWhoseReservationIsYetToBeReleasedIsNotCompensated() {
    SyntheticRun.Event released = last(EventType.STOCK_RELEASED);
    run.undo(released);
    released.cause.handled.put("inventory", Long.MAX_VALUE);
    long ended = run.events.stream().filter(e -> e.type == EventType.ORDER_COMPENSATED).count();

    RunResult result = analyse();

    assertThat(result.orders().inFlight()).isEqualTo(1);
    assertThat(result.orders().compensated()).isEqualTo(ended - 1);
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
    assertThat(result.reasons()).anyMatch(reason -> reason.startsWith("drained: 1 in flight"));
  }

  @Test
  void aReservationWhoseReleaseWasGivenUpIsAnOrphanOfACompensatedOrder() {
    SyntheticRun.Event released = last(EventType.STOCK_RELEASED);
    run.undo(released);
    run.deadLetters.add(
        new SyntheticRun.DeadLetter(
            "inventory", released.cause, released.time, "TimeoutException"));

    RunResult result = analyse();

    assertThat(result.orders().inFlight()).isZero();
    assertThat(result.orders().orphanEffects()).isEqualTo(1);
  }

  @Test
  void notificationsThatAreStillOwedAreNotDrained() {
    holdBackNotificationsFrom(18);

    RunResult result = analyse();

    assertThat(result.orders().inFlight()).as("orders end before their customers know").isZero();
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
    assertThat(result.reasons())
        .anyMatch(
            reason -> reason.matches("drained: 0 in flight, [0-9]+ events without outcome.*"));
  }

  private void holdBackNotificationsFrom(int second) {
    run.log.removeIf(e -> e.is(RunEvent.QUIET));
    run.events.stream()
        .filter(e -> e.type == EventType.CUSTOMER_NOTIFIED)
        .filter(e -> e.time > START + second * SyntheticRun.SECOND)
        .toList()
        .forEach(run::undo);
    run.events.stream()
        .filter(e -> e.topic.equals("payments") || e.topic.equals("fulfilment"))
        .filter(e -> e.time > START + second * SyntheticRun.SECOND)
        .forEach(e -> e.handled.put("notification", Long.MAX_VALUE));
  }

  private SyntheticRun.Event last(EventType type) {
    List<SyntheticRun.Event> all = run.events.stream().filter(e -> e.type == type).toList();
    return all.get(all.size() - 1);
  }

  private RunResult analyse() {
    return Checked.analyse(SyntheticFolder.write(run, temp), Campaign.expectations(run, STRICT));
  }
}
