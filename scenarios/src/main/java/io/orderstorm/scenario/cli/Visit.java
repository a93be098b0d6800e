package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.Place;
import io.orderstorm.scenario.external.Belongings;
import io.orderstorm.scenario.external.ExternalPlace;
import io.orderstorm.scenario.external.FoundCluster;
import io.orderstorm.scenario.watch.Display;
import java.util.function.Function;

/** A run at a place of the user's that was inspected: it leaves nothing there. */
record Visit(ExternalPlace place, FoundCluster cluster) {

  /** Plays, and removes what the run made, however it ended. */
  LiveEngine.Ending play(Function<Place, LiveEngine.Ending> engine, Display display) {
    Belongings belongings = Belongings.of(place, cluster);
    try {
      return engine.apply(new Place.External(place, cluster, belongings));
    } finally {
      belongings
          .remove()
          .forEach(left -> display.say("could not remove (the next run will try again): " + left));
    }
  }
}
