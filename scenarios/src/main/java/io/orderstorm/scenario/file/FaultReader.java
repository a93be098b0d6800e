package io.orderstorm.scenario.file;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.schedule.Chaos;
import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.fault.schedule.Repeat;
import io.orderstorm.fault.schedule.Schedule;
import io.orderstorm.fault.schedule.ScheduledFault;
import io.orderstorm.fault.schedule.Start;
import io.orderstorm.scenario.model.PipelineSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads {@code faults} and {@code chaos} and refuses what this pipeline or this load can't have.
 */
final class FaultReader {

  private final Duration load;
  private final FaultTargets targets;

  FaultReader(PipelineSpec pipeline, Duration load, Reach reach) {
    this.load = load;
    this.targets = new FaultTargets(pipeline, reach);
  }

  /** Everything that will happen, with repetitions and chaos drawn. */
  Plan read(Section root, long seed) {
    var faults = new ArrayList<ScheduledFault>();
    var names = new HashSet<String>();
    for (Position element : root.list("faults")) {
      Section section = Section.of(element);
      ScheduledFault scheduled = scheduled(section);
      Fault fault = scheduled.fault();
      if (!names.add(fault.name())) {
        throw section
            .position("name")
            .refuse("'" + fault.name() + "' stands twice; names are unique");
      }
      if (fault.at().compareTo(load) >= 0) {
        throw section
            .position("at")
            .refuse("must be before the end of the load, which lasts " + load.toMillis() + " ms");
      }
      section.end();
      faults.add(scheduled);
    }
    Optional<Chaos> chaos =
        root.section("chaos").map(section -> new ChaosReader(seed, this::fault).read(section));
    String place = chaos.isPresent() ? "chaos" : "faults";
    return checkedAt(root.position(place), () -> new Schedule(faults, chaos).plan(load));
  }

  private ScheduledFault scheduled(Section section) {
    Start start = StartReader.start(section);
    boolean timed = start instanceof Start.AtItsTime;
    Duration at =
        timed
            ? section.required("at", Quantity::duration)
            : section.optional("at", Duration.ZERO, Quantity::duration);
    Fault fault = fault(section, at);
    Optional<Repeat> repeat = StartReader.repeat(section);
    return checked(section, () -> new ScheduledFault(fault, start, repeat));
  }

  /** A fault that begins at a time that is known from elsewhere. */
  private Fault fault(Section section, Duration at) {
    String name = section.required("name", Quantity::text);
    Duration lasting = section.required("for", Quantity::span);
    Set<String> kinds = new HashSet<>(section.keys());
    kinds.retainAll(Set.of("on", "process", "message", "downstream"));
    if (kinds.size() != 1) {
      throw section
          .position()
          .refuse(
              "a fault has exactly one of on (with toxic or toxics), process, message, downstream");
    }
    return switch (kinds.iterator().next()) {
      case "on" -> new LinkFaultReader(targets).read(section, name, at, lasting);
      case "process" -> process(section.requiredSection("process"), name, at, lasting);
      case "message" -> message(section.requiredSection("message"), name, at, lasting);
      default -> downstream(section.requiredSection("downstream"), name, at, lasting);
    };
  }

  private Fault process(Section section, String name, Duration at, Duration lasting) {
    if (section.keys().size() != 1) {
      throw section
          .position()
          .refuse(
              "a process fault is exactly one of kill, stop, pause, restart, rolling-restart,"
                  + " fill-disk, lose-offsets");
    }
    String key = section.keys().iterator().next();
    ProcessFault.Action action = checked(section, () -> ProcessFault.Action.parse(key));
    Target target = section.required(key, text -> targets.process(action, Target.parse(text)));
    section.end();
    return checked(section, () -> new ProcessFault(name, at, lasting, action, target));
  }

  private Fault message(Section section, String name, Duration at, Duration lasting) {
    var kinds = EnumSet.noneOf(MessageFault.Kind.class);
    for (Position kind : section.list("kinds")) {
      kinds.add(Section.read(kind, MessageFault.Kind::parse));
    }
    String topic =
        section.optional(
            "topic", MessageFault.DEFAULT_TOPIC, Quantity.oneOf(MessageFault.DEFAULT_TOPIC));
    MessageFault.Amount amount = checked(section, new MessageAmount(section)::read);
    Duration takes = section.optional("takes", MessageFault.USUALLY_TAKES, Quantity::span);
    if (section.has("takes") && !kinds.contains(MessageFault.Kind.SLOW_POISON)) {
      throw section.position("takes").refuse("says how slow slow-poison is, which is not in kinds");
    }
    section.end();
    return checked(section, () -> new MessageFault(name, at, lasting, kinds, amount, topic, takes));
  }

  private Fault downstream(Section section, String name, Duration at, Duration lasting) {
    String service = section.required("service", targets::service);
    var modes = new DownstreamModes(section, targets.timeout(service));
    DownstreamFault.Mode how = checked(section, modes::read);
    section.end();
    return checked(section, () -> new DownstreamFault(name, at, lasting, service, how));
  }

  /** Adds the place to what a fault's own constructor refuses. */
  static <T> T checked(Section section, Supplier<T> part) {
    return checkedAt(section.position(), part);
  }

  static <T> T checkedAt(Position place, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw place.refuse(String.valueOf(e.getMessage()));
    }
  }
}
