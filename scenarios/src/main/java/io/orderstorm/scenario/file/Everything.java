package io.orderstorm.scenario.file;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Target;
import java.util.List;

/** Brokers, links, consumers: all belong to the run. */
record Everything() implements Reach {

  @Override
  public void requireLink(LinkSelector link) {
    // any
  }

  @Override
  public void requireBroker(Target.Broker broker, int planned) {
    if (broker.id() < 1 || broker.id() > planned) {
      throw new IllegalArgumentException(
          "no broker-" + broker.id() + "; there are broker-1 to broker-" + planned);
    }
  }

  @Override
  public void requireProcess(Target process) {
    // any
  }

  @Override
  public void requireToxics(List<LinkToxic> toxics) {
    // any
  }
}
