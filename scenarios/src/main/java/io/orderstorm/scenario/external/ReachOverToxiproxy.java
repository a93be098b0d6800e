package io.orderstorm.scenario.external;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.Toxic;
import io.orderstorm.scenario.file.Reach;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Faults whose links are in a Toxiproxy that is perhaps not our own server. The original neither
 * has a half-open link nor tells what its toxics did: there, only toxics that show from outside can
 * be proved.
 */
public final class ReachOverToxiproxy implements Reach {

  private final Reach others;
  private final String server;
  private final BooleanSupplier talkative;

  /**
   * @param others what else is in reach
   * @param server what it is called in messages
   * @param talkative whether the server tells what its toxics did; asked only if it matters
   */
  public ReachOverToxiproxy(Reach others, String server, BooleanSupplier talkative) {
    this.others = others;
    this.server = server;
    this.talkative = talkative;
  }

  @Override
  public void requireLink(LinkSelector link) {
    others.requireLink(link);
  }

  @Override
  public void requireBroker(Target.Broker broker, int planned) {
    others.requireBroker(broker, planned);
  }

  @Override
  public void requireProcess(Target process) {
    others.requireProcess(process);
  }

  @Override
  public void requireToxics(List<LinkToxic> toxics) {
    others.requireToxics(toxics);
    boolean known = toxics.stream().noneMatch(use -> use.toxic() instanceof Toxic.HalfOpen);
    boolean shows = toxics.stream().map(LinkToxic::toxic).anyMatch(ReachOverToxiproxy::shows);
    if ((known && shows) || talkative.getAsBoolean()) {
      return;
    }
    throw new IllegalArgumentException(
        known
            ? server
                + " does not tell what its toxics did, and of these none shows from outside, so that"
                + " the run would be VOID; there, a fault needs latency (above its jitter), timeout,"
                + " reset_peer or down; the run's own links and ./orderstorm toxiproxy tell"
            : server
                + " does not know half_open, which is ours alone; the run's own links and"
                + " ./orderstorm toxiproxy do");
  }

  private static boolean shows(Toxic toxic) {
    return toxic instanceof Toxic.Outage
        || toxic.silences()
        || (toxic instanceof Toxic.Latency late && late.latency().compareTo(late.jitter()) > 0);
  }
}
