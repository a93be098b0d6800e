package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.engine.LinkHost;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.engine.Place;
import io.orderstorm.scenario.watch.Display;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a run is played.
 *
 * @param visit to brokers of the user's, if it is one
 * @param own where brokers are if they are the run's own
 */
record Venue(Optional<Visit> visit, Place own, LinkHost links) {

  /** Plays there. */
  LiveEngine.Ending play(Function<Place, LiveEngine.Ending> engine, Display display) {
    return visit.map(there -> there.play(engine, display)).orElseGet(() -> engine.apply(own));
  }
}
