package io.orderstorm.scenario.engine;

import io.orderstorm.fault.remote.AllowedTargets;
import io.orderstorm.scenario.containers.ContainerGround;
import java.net.URI;

/** Where the proxies of a run's links are. */
public sealed interface LinkHost {

  <R> R match(Cases<R> cases);

  /** In a server of the run's own, in its own process. */
  record Own() implements LinkHost {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.own(this);
    }
  }

  /**
   * In a Toxiproxy that the user runs.
   *
   * @param url of its API
   * @param allowed the hosts that a run may touch
   * @param prefix of the names of all proxies that the run makes there; no other run has it
   * @param talkative whether it tells what its toxics did, as ours does
   */
  record Borrowed(URI url, AllowedTargets allowed, String prefix, boolean talkative)
      implements LinkHost {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.borrowed(this);
    }
  }

  /** In a container of the run's own, which all other containers are reached through. */
  record Container(ContainerGround ground) implements LinkHost {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.container(this);
    }
  }

  /** One function for each kind of host. */
  interface Cases<R> {
    R own(Own host);

    R container(Container host);

    R borrowed(Borrowed host);
  }
}
