package io.orderstorm.fault.dryrun;

import io.orderstorm.fault.schedule.Occurrence;
import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.fault.schedule.Start;
import io.orderstorm.fault.schedule.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan would do.
 *
 * @param load how long the load lasts
 * @param timeline by the faults' (earliest) beginnings
 * @param blastRadius everything that is touched: clients, brokers, processes, services, topics
 * @param underFault for how long at least one fault stands; an upper bound if any is conditional
 */
public record DryRun(
    Duration load, List<Entry> timeline, List<Reach> blastRadius, Duration underFault) {

  public DryRun {
    timeline = List.copyOf(timeline);
    blastRadius = List.copyOf(blastRadius);
  }

  /** Computes it; touches nothing. */
  public static DryRun of(Plan plan) {
    return new DryRun(
        plan.load(),
        plan.occurrences().stream().map(one -> entry(plan, one)).toList(),
        radius(plan.occurrences()),
        standing(plan.occurrences()));
  }

  private static Entry entry(Plan plan, Occurrence occurrence) {
    return new Entry(
        occurrence.fault().name(),
        plan.earliest(occurrence),
        occurrence.standing(),
        occurrence.start() instanceof Start.AtItsTime ? "" : occurrence.start().text(),
        occurrence.fault().describe());
  }

  private static List<Reach> radius(List<Occurrence> occurrences) {
    var subjects = new TreeMap<Subject, Touched>();
    for (var occurrence : occurrences) {
      for (var touch : occurrence.fault().match(Touches.CASES)) {
        subjects
            .computeIfAbsent(new Subject(touch.kind(), touch.name()), subject -> new Touched())
            .add(touch.part(), occurrence);
      }
    }
    return subjects.entrySet().stream()
        .map(entry -> entry.getValue().reach(entry.getKey().text()))
        .toList();
  }

  /** What is touched; clients before brokers, and so on. */
  private record Subject(Touch.Kind kind, String name) implements Comparable<Subject> {

    private static final Comparator<Subject> ORDER =
        Comparator.comparing(Subject::kind).thenComparing(Subject::name);

    @Override
    public int compareTo(Subject other) {
      return ORDER.compare(this, other);
    }

    String text() {
      return kind.text() + " " + name;
    }
  }

  /** How a subject is touched, while that is collected. */
  private static final class Touched {

    private final Set<String> parts = new TreeSet<>();
    private final List<Occurrence> occurrences = new ArrayList<>();

    void add(String part, Occurrence occurrence) {
      parts.add(part);
      occurrences.add(occurrence);
    }

    Reach reach(String subject) {
      return new Reach(
          subject,
          List.copyOf(parts),
          occurrences.stream().map(one -> one.fault().name()).distinct().toList(),
          standing(occurrences),
          occurrences.stream().anyMatch(one -> !one.isTimed()));
    }
  }

  /** Known windows count once where they overlap; what waits for a condition counts in full. */
  private static Duration standing(Collection<Occurrence> occurrences) {
    var known =
        occurrences.stream()
            .filter(Occurrence::isTimed)
            .map(one -> Window.of(one.fault()))
            .distinct()
            .toList();
    var waiting =
        occurrences.stream()
            .filter(one -> !one.isTimed())
            .distinct()
            .map(Occurrence::standing)
            .reduce(Duration.ZERO, Duration::plus);
    return Window.total(Window.union(known)).plus(waiting);
  }

  /** The timeline and the blast radius as two tables for a terminal. */
  public String text() {
    return new DryRunText(this).render();
  }
}
