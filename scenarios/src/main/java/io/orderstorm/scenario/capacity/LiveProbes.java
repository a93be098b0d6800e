package io.orderstorm.scenario.capacity;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.engine.ProbeGround;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes probes on a running environment. */
final class LiveProbes implements ProbePlayer {

  /** A backlog that takes longer than this says that nothing is worked off any more. */
  private static final Duration DRAIN_WITHIN = Duration.ofMinutes(5);

  /** What a change of condition sets off, a rebalance or new leaders, is over by then. */
  private static final Duration SETTLED = Duration.ofSeconds(8);

  /** Every process has written down by then what it saw. */
  private static final Duration WRITTEN = Duration.ofMillis(700);

  /** What disturbed a measurement is given so long to be over. */
  private static final Duration CALM = Duration.ofSeconds(15);

  private final ProbeGround ground;
  private final RunFolder session;
  private final Expectations expectations;
  private final ProbeRecords records;
  private final ReplaysBeside replays;
  private final Map<String, Integer> capacities = new HashMap<>();
  private Condition condition = Condition.HEALTHY;
  private Optional<ProbeGround.Standing> standing = Optional.empty();

  /**
   * @param ground an environment that is warm, with the usual consumers
   * @param session where it writes to
   * @param studied the scenario of the study
   */
  LiveProbes(
      ProbeGround ground,
      RunFolder session,
      Expectations expectations,
      Scenario studied,
      ProbeRecords records) {
    this.ground = ground;
    this.session = session;
    this.expectations = expectations;
    this.records = records;
    this.replays = new ReplaysBeside(ground, session);
    for (Stage stage : studied.pipeline().stages()) {
      capacities.put(stage.downstream().service(), stage.downstream().capacity());
    }
  }

  @Override
  public ProbeFigures play(ProbeRequest request) {
    if (request.condition() instanceof Condition.ReplayBeside beside) {
      enter(Condition.HEALTHY);
      ReplaysBeside.Played played = replays.play(request, beside, DRAIN_WITHIN);
      ProbeFigures live = figures(request, played.offer());
      return kept(
          live.beside(RunAnalysis.replay(session, live.window(), played.asked()), played.doubts()));
    }
    return kept(figures(request, offer(request)));
  }

  private ProbeGround.Offer offer(ProbeRequest request) {
    String name = "probe " + request.number();
    if (request.condition() instanceof Outage outage) {
      enter(Condition.HEALTHY);
      return ground.offerUnder(
          outage.fault().orElseThrow(), name, request.rate(), request.lasting(), DRAIN_WITHIN);
    }
    enter(request.condition());
    return ground.offer(name, request.rate(), request.lasting(), DRAIN_WITHIN);
  }

  private ProbeFigures figures(ProbeRequest request, ProbeGround.Offer offer) {
    if (offer.drainedNanos() == 0) {
      throw new HarnessException(
          "the pipeline did not work off the backlog of probe "
              + request.number()
              + " within "
              + DRAIN_WITHIN.toMinutes()
              + " min; see the stages' logs in "
              + session.logs());
    }
    ground.pause(WRITTEN);
    var window =
        new ProbeWindow(
            request.number(),
            request.condition().name(),
            request.purpose(),
            request.rate().perSecond(),
            offer.startNanos(),
            offer.startNanos() + request.settling().toNanos(),
            offer.endNanos(),
            offer.drainedNanos());
    return RunAnalysis.probes(session, expectations, List.of(window), capacities).get(0);
  }

  private ProbeFigures kept(ProbeFigures figures) {
    records.append(new ProbeRecords.Entry(session.root().getFileName().toString(), figures));
    if (!figures.doubts().isEmpty()) {
      ground.pause(CALM);
    }
    return figures;
  }

  private void enter(Condition next) {
    if (next.equals(condition)) {
      return;
    }
    leave();
    if (next instanceof Condition.FewerConsumers fewer) {
      ground.scale(fewer.stage(), fewer.consumers());
    }
    standing = next.fault().map(ground::under);
    condition = next;
    ground.pause(SETTLED);
  }

  /** Puts everything right again. */
  void leave() {
    standing.ifPresent(ProbeGround.Standing::close);
    standing = Optional.empty();
    if (condition instanceof Condition.FewerConsumers fewer) {
      ground.scale(fewer.stage(), fewer.usual());
    }
    condition = Condition.HEALTHY;
  }
}
