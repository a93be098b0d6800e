package io.orderstorm.simulator.pipeline;

import io.orderstorm.simulator.downstream.EventLoop;
import io.orderstorm.simulator.stage.FatalListener;
import io.orderstorm.simulator.stage.Stage;
import io.orderstorm.simulator.stage.StageRecorder;
import io.orderstorm.simulator.stage.StageSettings;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.StageName;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** The running stages of a process. */
public final class Pipeline implements AutoCloseable {
  private final OrderStore store;
  private final EventLoop loop = EventLoop.start();
  private final Map<StageName, Stage> stages = new EnumMap<>(StageName.class);

  private Pipeline(OrderStore store) {
    this.store = store;
  }

  /**
   * Opens the store and starts all stages.
   *
   * @param recorders a recorder for each stage; called on all of its consumers' threads
   * @param fatal told when a consumer can't go on; the process must end then
   */
  public static Pipeline start(
      PipelineSettings settings,
      Function<StageName, StageRecorder> recorders,
      RunClock clock,
      FatalListener fatal) {
    var pipeline = new Pipeline(OrderStore.open(settings.store()));
    try {
      for (StageSettings stage : settings.stages()) {
        pipeline.stages.put(
            stage.name(),
            Stage.start(
                pipeline.loop,
                stage,
                settings.profile(),
                pipeline.store,
                recorders.apply(stage.name()),
                clock,
                fatal));
      }
      return pipeline;
    } catch (RuntimeException e) {
      pipeline.close();
      throw e;
    }
  }

  /**
   * A stage that runs here.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Stage stage(StageName name) {
    Stage stage = stages.get(name);
    if (stage == null) {
      throw new IllegalArgumentException(name.group() + " runs elsewhere");
    }
    return stage;
  }

  /** The store that the stages share, for the final dump. */
  public OrderStore store() {
    return store;
  }

  @Override
  public void close() {
    stages.values().forEach(Stage::stop);
    stages.values().forEach(Stage::close);
    loop.close();
    store.close();
  }
}
