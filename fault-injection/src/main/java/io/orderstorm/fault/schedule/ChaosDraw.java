package io.orderstorm.fault.schedule;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One drawing of chaos. A fault and its moment are drawn together, evenly over the window; what
 * would overdraw the budget is thrown away and drawn again, until the number is reached or luck
 * runs out in a crowded window.
 *
 * <p>SplitMix64 is the only source of chance. {@link java.util.Random} is not used: with small
 * seeds that differ by one its first draws are nearly the same, so seeds 1 to 1,000 would all begin
 * with the same fault.
 */
final class ChaosDraw {

  private static final int ATTEMPTS_PER_FAULT = 200;

  private final Chaos chaos;
  private final Window window;
  private final SplittableRandom random;
  private final List<Fault> drawn = new ArrayList<>();

  ChaosDraw(Chaos chaos, Window window) {
    this.chaos = chaos;
    this.window = window;
    this.random = new SplittableRandom(chaos.seed());
  }

  /** By time. */
  List<Fault> faults() {
    var most = chaos.budget().faults();
    for (int i = 0; i < most * ATTEMPTS_PER_FAULT && drawn.size() < most; i++) {
      var fault = placed(chosen());
      if (isAffordable(fault)) {
        drawn.add(fault);
      }
    }
    return drawn.stream()
        .sorted(Comparator.comparing(Fault::at).thenComparing(Fault::name))
        .toList();
  }

  /**
   * From 0 to below 1, in 53 bits of the generator, so that no Java version can round otherwise.
   */
  private double chance() {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  private Fault chosen() {
    var total = chaos.faults().stream().mapToLong(WeightedFault::weight).sum();
    var ticket = (long) (chance() * total);
    for (var weighted : chaos.faults()) {
      ticket -= weighted.weight();
      if (ticket < 0) {
        return weighted.fault();
      }
    }
    throw new IllegalStateException("The weights do not add up to " + total);
  }

  /** Somewhere in the window, on a whole millisecond, so that it is over by the window's end. */
  private Fault placed(Fault fault) {
    var room = window.length().minus(fault.until().minus(fault.at()));
    var millis = (long) (chance() * (room.toMillis() + 1));
    return fault.occurrence(fault.name(), window.begin().plusMillis(millis));
  }

  private boolean isAffordable(Fault fault) {
    var windows = new ArrayList<Window>();
    drawn.forEach(one -> windows.add(Window.of(one)));
    windows.add(Window.of(fault));
    var episodes = Window.union(windows);
    return drawn.stream().noneMatch(one -> interfere(one, fault))
        && mostAtOnce(windows) <= chaos.budget().atOnce()
        && calmsAreLongEnough(episodes)
        && Window.total(episodes).toNanos()
            <= window.length().toNanos() * chaos.budget().share().value();
  }

  /** The number standing can only grow where a window begins. */
  private static long mostAtOnce(List<Window> windows) {
    return windows.stream()
        .mapToLong(one -> windows.stream().filter(other -> other.contains(one.begin())).count())
        .max()
        .orElse(0);
  }

  private boolean calmsAreLongEnough(List<Window> episodes) {
    for (int i = 1; i < episodes.size(); i++) {
      var calm = episodes.get(i).begin().minus(episodes.get(i - 1).end());
      if (calm.compareTo(chaos.budget().gap()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether they overlap although the one leaves nothing for the other to break. */
  private static boolean interfere(Fault one, Fault other) {
    return Window.of(one).overlaps(Window.of(other))
        && (one.name().equals(other.name()) || haveTheSameVictim(one, other));
  }

  private static boolean haveTheSameVictim(Fault one, Fault other) {
    if (one instanceof ProcessFault first && other instanceof ProcessFault second) {
      return first.target().equals(second.target())
          || areOfOneStage(first.target(), second.target())
          || mayBeAnyBroker(first.target())
          || mayBeAnyBroker(second.target());
    }
    return one instanceof DownstreamFault first
        && other instanceof DownstreamFault second
        && first.service().equals(second.service());
  }

  private static boolean areOfOneStage(Target one, Target other) {
    return one instanceof Target.Consumer first
        && other instanceof Target.Consumer second
        && first.stage().equals(second.stage());
  }

  private static boolean mayBeAnyBroker(Target target) {
    return target instanceof Target.Leader
        || target instanceof Target.Controller
        || target instanceof Target.AllBrokers;
  }
}
