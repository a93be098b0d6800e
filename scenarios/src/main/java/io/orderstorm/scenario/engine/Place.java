package io.orderstorm.scenario.engine;

import io.orderstorm.scenario.containers.ContainerGround;
import io.orderstorm.scenario.external.Belongings;
import io.orderstorm.scenario.external.ExternalPlace;
import io.orderstorm.scenario.external.FoundCluster;

/** Where a run's brokers and its store are; stages, services and links are always its own. */
public sealed interface Place {

  <R> R match(Cases<R> cases);

  /** Brokers and store are processes of the run. */
  record Own() implements Place {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.own(this);
    }
  }

  /**
   * The brokers are the user's, and perhaps the database too.
   *
   * @param cluster as the inspection found it
   * @param belongings what the run makes there is noted in them; who opened them removes it
   */
  record External(ExternalPlace place, FoundCluster cluster, Belongings belongings)
      implements Place {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.external(this);
    }
  }

  /** Brokers and store are containers of the run. */
  record Containers(ContainerGround ground) implements Place {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.containers(this);
    }
  }

  /** One function for each kind of place. */
  interface Cases<R> {
    R own(Own place);

    R containers(Containers place);

    R external(External place);
  }
}
