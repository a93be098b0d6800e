package io.orderstorm.fault.toxiproxy.relay;

import io.netty.util.concurrent.EventExecutor;
import io.orderstorm.fault.toxiproxy.toxic.Stage;
import io.orderstorm.fault.toxiproxy.toxic.StageSite;
import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One toxic's relation to one direction of one connection. The toxic's luck is drawn once; whether
 * it strikes follows from comparing that with the present toxicity, so neighbours and updates never
 * roll the dice again.
 */
final class Strike {

  private final LiveToxic toxic;
  private final RandomGenerator random;
  private final double luck;
  private ToxicSpec applied;
  private @Nullable Stage stage;

  Strike(LiveToxic toxic, ToxicSeed seed) {
    this.toxic = toxic;
    this.applied = toxic.spec();
    this.random = seed.random(applied);
    this.luck = random.nextDouble();
  }

  LiveToxic toxic() {
    return toxic;
  }

  /** The stage at work, if the toxic strikes here. */
  @Nullable Stage stage() {
    return stage;
  }

  boolean strikes() {
    return luck < toxic.spec().toxicity();
  }

  void settle(EventExecutor loop) {
    applied = toxic.spec();
    stage = applied.type().stage(new StageSite(loop, random, toxic.counters()));
    stage.start(applied.attributes());
  }

  /** Takes over new settings, if there are any, into the stage at work. */
  void refresh() {
    var spec = toxic.spec();
    if (!spec.equals(applied)) {
      applied = spec;
      if (stage != null) {
        stage.update(spec.attributes());
      }
    }
  }

  void leave() {
    stage = null;
  }
}
