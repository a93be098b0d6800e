package io.orderstorm.scenario.file;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.Target;

/** Brokers, links, consumers: all belong to the run. */
record Everything() implements Reach {

  @Override
  public void requireLink(LinkSelector link) {
    // any
  }

  @Override
  public void requireProcess(Target process) {
    // any
  }
}
