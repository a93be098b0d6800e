package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.SyntheticRun.MS;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.record.StoreOrder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost beside orders: what customers said later, and what a stage owed after their end. */
class LostEventsTest {

  private static final Objectives STRICT =
      new Objectives(List.of(), List.of(), List.of(), true, true, null);

  @TempDir Path temp;

  private final SyntheticRun run = Campaign.steady(100, 20).simulate();

  @Test
  void anAcknowledgedCancellationThatIsNowhereIsALostWrite() {
    followUp(100, EventType.ORDER_CANCELLED, 1);
    SyntheticRun.Event lost = followUp(106, EventType.ORDER_CANCELLED, 1);
    run.events.remove(lost);

    RunResult result = analyse();

    assertThat(result.anomalyCounts()).containsEntry("lost-write", 1L);
    assertThat(result.anomalies())
        .filteredOn(a -> a.kind().equals("lost-write"))
        .singleElement()
        .satisfies(a -> assertThat(a.orderNumber()).isEqualTo(106))
        .satisfies(a -> assertThat(a.evidence()).startsWith("ORDER_CANCELLED"));
    assertThat(result.orders().lost()).as("the order itself is there").isZero();
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void ofTwoAmendmentsOfAnOrderTheOneThatIsNowhereIsLost() {
    followUp(100, EventType.ORDER_AMENDED, 1);
    SyntheticRun.Event lost = followUp(100, EventType.ORDER_AMENDED, 2);
    run.events.remove(lost);

    assertThat(analyse().anomalyCounts()).containsEntry("lost-write", 1L);
  }

  @Test
  void aCancellationOnItsWayWhenTheRunEndedIsNotLost() {
    SyntheticRun.Event last = followUp(1999, EventType.ORDER_CANCELLED, 1);
    last.offset += 1000;
    run.log.removeIf(e -> e.is(RunEvent.QUIET));
    run.events.remove(last);

    assertThat(analyse().anomalyCounts()).containsEntry("lost-write", 0L);
  }

  @Test
  void aCancellationThatTheStageCommittedPastAndTheStoreDoesNotKnowIsAMismatch() {
    followUp(100, EventType.ORDER_CANCELLED, 1);
    run.storeStates = order -> order.orderNumber() == 100 ? notCancelled(order) : order;

    RunResult result = analyse();

    assertThat(result.orders().parityMismatches()).isEqualTo(1);
    assertThat(result.anomalies())
        .singleElement()
        .satisfies(a -> assertThat(a.evidence()).contains("cancelled"));
  }

  @Test
  void aCancellationThatWaitsOrWasGivenUpIsNoMismatch() {
    run.storeStates = LostEventsTest::notCancelled;
    SyntheticRun.Event waits = followUp(100, EventType.ORDER_CANCELLED, 1);
    run.retried.add(new SyntheticRun.Retried("inventory", waits, waits.time + MS, Long.MAX_VALUE));
    SyntheticRun.Event dead = followUp(200, EventType.ORDER_CANCELLED, 1);
    run.deadLetters.add(
        new SyntheticRun.DeadLetter("inventory", dead, dead.time + MS, "TimeoutException"));
    SyntheticRun.Event unread = followUp(1999, EventType.ORDER_CANCELLED, 1);
    unread.handled.put("inventory", Long.MAX_VALUE);

    assertThat(analyse().orders().parityMismatches()).isZero();
  }

  @Test
  void aNotificationThatWasLostDuringAFaultWithoutAPolicyIsALostWrite() {
    run.fault("cut", "link", Campaign.s(5), Campaign.s(7), "cut");
    run.events.stream()
        .filter(e -> e.type == EventType.CUSTOMER_NOTIFIED)
        .filter(e -> e.time > SyntheticRun.START + 6 * SECOND)
        .findFirst()
        .ifPresent(run::undo);

    RunResult result = analyse(new ExpectedFault("cut", ExpectedFault.Kind.PROCESS, "x", ""));

    assertThat(result.orders().lost()).isZero();
    assertThat(result.anomalyCounts()).containsEntry("lost-write", 1L);
    assertThat(result.verdict()).isEqualTo(Verdict.BREACHED);
  }

  @Test
  void anOutcomeOfASendThatNoJournalHasVoids() {
    run.log.add(
        RunEvent.of(SyntheticRun.START + SECOND, RunEvent.HICCUP)
            .with("process", "generator-2")
            .with("p99Ms", 1.0));
    RunFolder folder = SyntheticFolder.write(run, temp);
    try (var sends = RecordWriter.create(folder.sends("generator-2"), Send.KIND);
        var outcomes =
            RecordWriter.create(
                folder.outcomes("generator-2"), Outcome.KIND, Outcome.header(List.of()))) {
      sends.flush();
      outcomes.append(
          new Outcome(
              2100,
              EventType.ORDER_PLACED,
              SyntheticRun.START + SECOND,
              Outcome.Result.ACKNOWLEDGED,
              0,
              5,
              "none"));
    }
    folder.seal();

    RunResult result = Checked.analyse(folder, Campaign.expectations(run, STRICT));

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("accounting does not close"));
  }

  @Test
  void whatAStageWasGivenAndTheObserverPassedOverVoidsTheRun() throws IOException {
    RunFolder folder = SyntheticFolder.write(run, temp);
    Path inventory = folder.observations("inventory");
    List<Observation> seen = new ArrayList<>();
    RecordReader.forEach(inventory, Observation.KIND, seen::add);
    Files.delete(inventory);
    var topics = List.of("orders", "inventory", "payments", "fulfilment", "notifications");
    try (var writer =
        RecordWriter.create(inventory, Observation.KIND, Observation.header("inventory", topics))) {
      seen.stream().filter(o -> o.orderNumber() != 500).forEach(writer::append);
    }
    folder.seal();

    RunResult result = Checked.analyse(folder, Campaign.expectations(run, STRICT));

    assertThat(result.verdict()).isEqualTo(Verdict.VOID);
    assertThat(result.validity().reasons())
        .singleElement()
        .satisfies(r -> assertThat(r.name()).isEqualTo("records missing"))
        .satisfies(r -> assertThat(r.figure()).startsWith("1 events were given to a stage"));
  }

  private static StoreOrder notCancelled(StoreOrder of) {
    return new StoreOrder(
        of.orderNumber(),
        of.reserved(),
        false,
        of.paid(),
        of.dispatched(),
        of.compensated(),
        of.released());
  }

  /** Puts a follow-up event of an order on the topic; its key is the order. */
  private SyntheticRun.Event followUp(int order, EventType type, int sequence) {
    SyntheticRun.Event placed = run.orders.get(order).event(EventType.ORDER_PLACED);
    SyntheticRun.Event event = new SyntheticRun.Event();
    event.order = order;
    event.type = type;
    event.topic = "orders";
    event.partition = placed.partition;
    event.time = placed.time + sequence * MS * 10;
    event.id = new UUID(order + 1L, type.code() * 10 + sequence);
    event.keySequence = sequence;
    run.events.add(event);
    run.followUps.add(event);
    run.number();
    return event;
  }

  private RunResult analyse(ExpectedFault... faults) {
    return Checked.analyse(
        SyntheticFolder.write(run, temp), Campaign.expectations(run, STRICT, faults));
  }
}
