package io.orderstorm.report.analysis;

import static io.orderstorm.report.synthetic.Campaign.s;
import static io.orderstorm.report.synthetic.SyntheticRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.expectation.ExpectedFault;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StageRecord;
import io.orderstorm.report.render.ReportHtml;
import io.orderstorm.report.render.ReportMarkdown;
import io.orderstorm.report.render.ResultJson;
import io.orderstorm.report.result.Expansion;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Scaling;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingReviewTest {

  private static final long START = SyntheticRun.START;

  /** The first consumer that is added to a stage which began with one, and one for retries. */
  private static final int ADDED = 2;

  @TempDir Path temp;

  /** Payment stands still from 20 s to 30 s at 100 orders/s, so its backlog passes 300 at 23 s. */
  private static SyntheticRun freezing() {
    return Campaign.steady(100, 60)
        .exact()
        .freeze("payment", s(20), s(30), 200)
        .fault("cut", "link", s(20), s(30), "cut")
        .simulate();
  }

  @Test
  void reactionOvershootAndOscillationsAreCountedFromTheChanges() {
    SyntheticRun run = freezing();
    change(run, 25, 1, 2);
    change(run, 34, 2, 4); // the backlog's peak was at 30 s
    change(run, 45, 4, 3);
    change(run, 50, 3, 4);
    givePartitionAt(run, 26);

    Scaling payment = result(run, null).scaling().get(0);

    assertThat(payment.least()).isEqualTo(1);
    assertThat(payment.most()).isEqualTo(4);
    assertThat(payment.added()).isEqualTo(4);
    assertThat(payment.removed()).isEqualTo(1);
    assertThat(payment.decidedSeconds()).isCloseTo(2, within(0.15));
    assertThat(payment.reactionSeconds()).isCloseTo(3, within(0.15));
    assertThat(payment.overshoot()).isEqualTo(3);
    assertThat(payment.oscillations()).isEqualTo(1);
  }

  @Test
  void aPartitionInTheHandsOfAnOldConsumerIsNoReaction() {
    SyntheticRun run = freezing();
    change(run, 25, 1, 2);
    givePartitionAt(run, 26, 1);

    assertThat(result(run, null).scaling().get(0).reactionSeconds()).isNull();
  }

  @Test
  void boundsAreHeldAgainstTheFiguresAndNeverScaledCanNotBeJudged() {
    SyntheticRun run = freezing();
    change(run, 25, 1, 2);
    givePartitionAt(run, 26);

    assertThat(words(result(run, new Objectives.Scaling("payment", s(4), 0, 0))))
        .containsExactly("reaction met", "overshoot met", "oscillations met");
    assertThat(words(result(run, new Objectives.Scaling("payment", s(2), null, null))))
        .containsExactly("reaction missed");
    assertThat(words(result(run, new Objectives.Scaling("fulfilment", s(2), 0, 0))))
        .containsExactly("reaction void", "overshoot void", "oscillations void");
  }

  @Test
  void theSteadyStateHoldsAgainWhenTheBacklogIsWorkedOff() {
    ObjectiveResult steady = steady(freezing(), new Objectives.SteadyState(300, s(3)));

    assertThat(steady.word()).isEqualTo("met");
    // 1,000 orders stand at 30 s and fall by 100 a second
    assertThat(steady.actual())
        .startsWith("7.0 s after the last fault was gone; outside it for 14.");
  }

  @Test
  void aSteadyStateThatDoesNotComeBackBeforeTheLoadEndsIsMissed() {
    SyntheticRun run =
        Campaign.steady(100, 60)
            .exact()
            .notQuiet()
            .freeze("payment", s(20), s(90), 0)
            .fault("cut", "link", s(20), s(30), "cut")
            .simulate();

    ObjectiveResult steady = steady(run, new Objectives.SteadyState(300, s(3)));

    assertThat(steady.word()).isEqualTo("missed");
    assertThat(steady.actual()).startsWith("not again after the last fault was gone");
  }

  @Test
  void withoutAFaultItHasToHoldAtTheEndOfTheLoad() {
    SyntheticRun held = Campaign.steady(100, 60).exact().simulate();
    SyntheticRun broken =
        Campaign.steady(100, 60).exact().notQuiet().freeze("payment", s(50), s(90), 0).simulate();

    assertThat(steady(held, new Objectives.SteadyState(300, s(3))).actual())
        .isEqualTo("held to the end; outside it for 0.0 s of the load");
    assertThat(steady(broken, new Objectives.SteadyState(300, s(3))).word()).isEqualTo("missed");
  }

  @Test
  void aLoadThatEndsRightBehindTheFaultCanNotTell() {
    SyntheticRun run =
        Campaign.steady(100, 60).exact().fault("cut", "link", s(50), s(59), "cut").simulate();

    assertThat(steady(run, new Objectives.SteadyState(300, s(3))).word()).isEqualTo("void");
  }

  @Test
  void ordersWhoseEventsLieOnSeveralPartitionsOfAnExpandedTopicAreCounted() {
    SyntheticRun run = Campaign.steady(100, 20).exact().simulate();
    run.log.add(
        RunEvent.of(START + 10 * SECOND, RunEvent.EXPANDED)
            .with("topic", "inventory")
            .with("from", 6)
            .with("to", 12));

    Expansion inventory = result(run, null).expansions().get(0);

    assertThat(inventory.atSeconds()).isEqualTo(10);
    // each order's events are on the partition of its number: none is apart
    assertThat(inventory.ordersApart()).isZero();

    run.orders.subList(500, 507).forEach(o -> repeatElsewhere(run, o));
    run.number();
    assertThat(result(run, null).expansions().get(0).ordersApart()).isEqualTo(7);
  }

  @Test
  void ofATopicThatNobodyObservedItIsNotKnown() {
    SyntheticRun run = Campaign.steady(100, 20).exact().simulate();
    run.log.add(
        RunEvent.of(START + 10 * SECOND, RunEvent.EXPANDED)
            .with("topic", "returns")
            .with("from", 6)
            .with("to", 12));

    RunResult result = result(run, null);

    assertThat((Object) result.expansions().get(0).ordersApart()).isNull();
    assertThat(ResultJson.render(result)).contains("\"ordersApart\" : null");
    String said = "how many orders' events are on several of its partitions is not known";
    assertThat(ReportMarkdown.render(result)).contains(said).doesNotContain("events of 0 orders");
    assertThat(ReportHtml.render(result))
        .contains(said.replace("'", "&#39;"))
        .doesNotContain("events of 0 orders");
  }

  private static void repeatElsewhere(SyntheticRun run, SyntheticRun.Order order) {
    SyntheticRun.Event first = order.event(EventType.STOCK_RESERVED);
    var again = new SyntheticRun.Event();
    again.order = first.order;
    again.type = first.type;
    again.topic = first.topic;
    again.partition = (first.partition + 1) % SyntheticRun.PARTITIONS;
    again.time = first.time + SECOND;
    again.id = first.id;
    again.cause = first.cause;
    run.events.add(again);
  }

  private ObjectiveResult steady(SyntheticRun run, Objectives.SteadyState steady) {
    var objectives =
        new Objectives(
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            null,
            steady,
            List.of(),
            Objectives.Alerting.UNASKED);
    return analyse(run, objectives).objectives().stream()
        .filter(o -> o.name().equals("steady-state.after"))
        .findFirst()
        .orElseThrow();
  }

  private RunResult result(SyntheticRun run, Objectives.Scaling bounds) {
    List<Objectives.Scaling> scaling = bounds == null ? List.of() : List.of(bounds);
    return analyse(
        run,
        new Objectives(
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            null,
            null,
            scaling,
            Objectives.Alerting.UNASKED));
  }

  private static List<String> words(RunResult result) {
    return result.objectives().stream()
        .filter(o -> o.name().startsWith("scaling."))
        .map(o -> o.name().substring(o.name().lastIndexOf('.') + 1) + " " + o.word())
        .toList();
  }

  private RunResult analyse(SyntheticRun run, Objectives objectives) {
    Path folder = temp.resolve(Long.toString(System.nanoTime()));
    var cut = new ExpectedFault("cut", ExpectedFault.Kind.LINK, "payment -> provider", "");
    boolean faulty = run.log.stream().anyMatch(e -> e.is(RunEvent.FAULT_INJECTED));
    return Checked.analyse(
        SyntheticFolder.write(run, folder),
        faulty
            ? Campaign.expectations(run, objectives, cut)
            : Campaign.expectations(run, objectives));
  }

  private static void change(SyntheticRun run, long second, int from, int to) {
    run.log.add(
        RunEvent.of(START + Duration.ofSeconds(second).toNanos(), RunEvent.SCALED)
            .with("group", "payment")
            .with("from", from)
            .with("to", to)
            .with("lag", 500)
            .with("above", 300));
  }

  private static void givePartitionAt(SyntheticRun run, long second) {
    givePartitionAt(run, second, ADDED);
  }

  private static void givePartitionAt(SyntheticRun run, long second, int consumer) {
    run.deliveries =
        r ->
            "inventory".equals(r.topic()) && r.partition() == 2 && r.offset() == 0
                ? new StageRecord(
                    START + second * SECOND,
                    StageRecord.Event.ASSIGNED,
                    consumer,
                    r.topic(),
                    r.partition(),
                    -1,
                    -1,
                    0,
                    0)
                : r;
  }
}
