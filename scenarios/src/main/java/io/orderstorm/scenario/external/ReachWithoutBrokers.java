package io.orderstorm.scenario.external;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Target;
import io.orderstorm.scenario.file.Reach;
import java.util.List;

/** Faults where the brokers are the user's: they stay out of it. */
public final class ReachWithoutBrokers implements Reach {

  private static final String WHAT_IS_OURS =
      "; faults may hit the run's own services, the links to them, its consumers, and the messages"
          + " on its topics";

  @Override
  public void requireLink(LinkSelector link) {
    if (!(link.server() instanceof Target.Named)) {
      throw new IllegalArgumentException(
          "'"
              + link.text()
              + "' can't be hit with --environment external: clients go to the user's brokers"
              + " directly, without a link"
              + WHAT_IS_OURS);
    }
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
