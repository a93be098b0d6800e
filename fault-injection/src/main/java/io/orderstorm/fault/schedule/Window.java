package io.orderstorm.fault.schedule;

import io.orderstorm.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A stretch of the load, its end excluded. */
public record Window(Duration begin, Duration end) {

  /** From its injection to its reversal, flaps included. */
  public static Window of(Fault fault) {
    return new Window(fault.at(), fault.until());
  }

  public Duration length() {
    return end.minus(begin);
  }

  boolean overlaps(Window other) {
    return begin.compareTo(other.end) < 0 && other.begin.compareTo(end) < 0;
  }

  boolean contains(Duration moment) {
    return begin.compareTo(moment) <= 0 && moment.compareTo(end) < 0;
  }

  /** The windows' union as windows that do not overlap, by time. */
  public static List<Window> union(Collection<Window> windows) {
    var merged = new ArrayList<Window>();
    for (var next : windows.stream().sorted(Comparator.comparing(Window::begin)).toList()) {
      var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || last.end.compareTo(next.begin) <= 0) {
        merged.add(next);
      } else if (last.end.compareTo(next.end) < 0) {
        merged.set(merged.size() - 1, new Window(last.begin, next.end));
      }
    }
    return merged;
  }

  /** How long they are together; overlapping parts count as often as they occur. */
  public static Duration total(Collection<Window> windows) {
    return windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus);
  }
}
