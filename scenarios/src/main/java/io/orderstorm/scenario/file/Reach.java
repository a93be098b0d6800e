package io.orderstorm.scenario.file;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.Target;

/**
 * What of a pipeline faults may hit: everything where all of it is the run's own, less where
 * brokers belong to somebody else. Each method throws {@link IllegalArgumentException}, with the
 * reason, for what is out of reach.
 */
public interface Reach {

  /** A link between two parts of the pipeline that exist. */
  void requireLink(LinkSelector link);

  /** A process of the pipeline that exists. */
  void requireProcess(Target process);

  /** All of it. */
  static Reach everything() {
    return new Everything();
  }
}
