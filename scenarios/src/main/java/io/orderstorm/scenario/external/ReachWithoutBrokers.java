package io.orderstorm.scenario.external;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.file.Reach;
import java.util.List;

/**
 * Faults where the brokers are the user's: they hit our own clients' ways to them, and nothing of
 * the brokers themselves.
 */
public final class ReachWithoutBrokers implements Reach {

  private static final String WHAT_IS_OURS =
      "; faults may hit the run's own services and consumers, its links to services and brokers, and"
          + " the messages on its topics";

  @Override
  public void requireLink(LinkSelector link) {
    if (link.replicas().isPresent()) {
      throw new IllegalArgumentException(
          "'"
              + link.text()
              + "' can't be hit with --environment external: how brokers replicate is the user's"
              + " own"
              + WHAT_IS_OURS);
    }
    if (link.server() instanceof Target.Controller) {
      throw new IllegalArgumentException(
          "'"
              + link.text()
              + "' can't be hit with --environment external: clients are not told which broker is"
              + " the controller; name brokers, broker-ID or leader(topic/partition)");
    }
  }

  /** Ids are the cluster's; it is asked before anything is made. */
  @Override
  public void requireBroker(Target.Broker broker, int planned) {
    // any
  }

  @Override
  public void requireToxics(List<LinkToxic> toxics) {
    // any
  }

  @Override
  public void requireProcess(Target process) {
    if (!(process instanceof Target.Consumer)) {
      throw new IllegalArgumentException(
          "'"
              + process.text()
              + "' can't be hit with --environment external: the brokers belong to the user"
              + WHAT_IS_OURS);
    }
  }
}
