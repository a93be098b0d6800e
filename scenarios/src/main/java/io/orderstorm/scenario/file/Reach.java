package io.orderstorm.scenario.file;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Target;
import java.util.List;

/**
 * What of a pipeline faults may hit: everything where all of it is the run's own, less where
 * brokers belong to somebody else. Each method throws {@link IllegalArgumentException}, with the
 * reason, for what is out of reach.
 */
public interface Reach {

  /** A link between two parts of the pipeline that exist. */
  void requireLink(LinkSelector link);

  /**
   * A broker that there is.
   *
   * @param planned how many brokers the scenario asks for
   */
  void requireBroker(Target.Broker broker, int planned);

  /** A process of the pipeline that exists. */
  void requireProcess(Target process);

  /**
   * Toxics of one fault that the links' server knows, and whose effect can be shown: a fault
   * without proof makes a run VOID.
   */
  void requireToxics(List<LinkToxic> toxics);

  /** All of it. */
  static Reach everything() {
    return new Everything();
  }
}
