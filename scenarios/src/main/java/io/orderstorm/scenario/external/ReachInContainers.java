package io.orderstorm.scenario.external;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.file.Reach;
import java.util.List;

/** Faults where brokers are containers: all but what the containers' images keep to themselves. */
public final class ReachInContainers implements Reach {

  private final Reach all = Reach.everything();

  @Override
  public void requireLink(LinkSelector link) {
    if (link.replicas().isPresent()) {
      throw new IllegalArgumentException(
          "'"
              + link.text()
              + "' can't be hit with --environment testcontainers: the images let brokers reach each"
              + " other directly, without a link; links of clients can be hit");
    }
  }

  @Override
  public void requireBroker(Target.Broker broker, int planned) {
    all.requireBroker(broker, planned);
  }

  @Override
  public void requireProcess(Target process) {
    all.requireProcess(process);
  }

  @Override
  public void requireToxics(List<LinkToxic> toxics) {
    all.requireToxics(toxics);
  }
}
