package io.orderstorm.scenario.standing;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.ProbeGround;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.scenario.watch.Display;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An environment that stands until it is taken down, with a load on it or without. */
public final class StandingEnvironment {

  private static final Duration TURN = Duration.ofSeconds(30);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Scenario scenario;
  private final RunFolder folder;
  private final Rate rate;
  private final LiveEngine engine;

  /**
   * @param scenario of the environment
   * @param rate of the orders that are offered meanwhile, turn after turn; zero for none
   */
  public StandingEnvironment(Scenario scenario, RunFolder folder, Rate rate, Display display) {
    this.scenario = scenario;
    this.folder = folder;
    this.rate = rate;
    this.engine = new LiveEngine(scenario, folder, display);
  }

  /**
   * Brings it up and holds it.
   *
   * @param consumers that stages are given, of those that begin with one
   * @param up is told where everything is
   * @throws io.orderstorm.scenario.engine.HarnessException if it does not start, or a part fails
   */
  public void hold(List<Stage> consumers, Consumer<StandingRecord> up) {
    LiveEngine.Ending unusedEnding =
        engine.probe(
            ground -> {
              consumers.forEach(stage -> ground.scale(stage.name(), stage.consumers()));
              StandingRecord record =
                  StandingRecord.of(scenario.name(), folder.root(), ground.endpoints());
              record.keep();
              try {
                up.accept(record);
                stand(ground);
              } finally {
                StandingRecord.forget();
              }
            });
  }

  /** Ends by the exception that says that the session was interrupted. */
  private void stand(ProbeGround ground) {
    while (true) {
      if (rate.perSecond() > 0) {
        ground.offer("orders", rate, TURN, DRAIN);
      } else {
        ground.pause(TURN);
      }
    }
  }

  /** Has it taken down; any thread. */
  public void interrupt() {
    engine.interrupt();
  }
}
