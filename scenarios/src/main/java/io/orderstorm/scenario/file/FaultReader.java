package io.orderstorm.scenario.file;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Fault;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.scenario.model.PipelineSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads {@code faults} and refuses those that this pipeline or this load can't have. */
final class FaultReader {

  /** What the reference services answer when they fail. */
  private static final int INTERNAL_SERVER_ERROR = 500;

  private final Duration load;
  private final FaultTargets targets;

  FaultReader(PipelineSpec pipeline, Duration load) {
    this.load = load;
    this.targets = new FaultTargets(pipeline);
  }

  List<Fault> read(Section root) {
    var faults = new ArrayList<Fault>();
    var names = new HashSet<String>();
    for (Position element : root.list("faults")) {
      Section section = Section.of(element);
      Fault fault = fault(section);
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
      faults.add(fault);
    }
    return faults;
  }

  private Fault fault(Section section) {
    String name = section.required("name", Quantity::text);
    Duration at = section.required("at", Quantity::duration);
    Duration lasting = section.required("for", Quantity::span);
    Set<String> kinds = new HashSet<>(section.keys());
    kinds.retainAll(Set.of("on", "process", "message", "downstream"));
    if (kinds.size() != 1) {
      throw section
          .position()
          .refuse("a fault has exactly one of on (with toxic), process, message, downstream");
    }
    return switch (kinds.iterator().next()) {
      case "on" -> link(section, name, at, lasting);
      case "process" -> process(section.requiredSection("process"), name, at, lasting);
      case "message" -> message(section.requiredSection("message"), name, at, lasting);
      default -> downstream(section.requiredSection("downstream"), name, at, lasting);
    };
  }

  private Fault link(Section section, String name, Duration at, Duration lasting) {
    LinkSelector on = section.required("on", text -> targets.link(LinkSelector.parse(text)));
    Section toxic = section.requiredSection("toxic");
    String type =
        toxic.required(
            "type",
            Quantity.oneOf(
                "latency",
                "bandwidth",
                "slow_close",
                "timeout",
                "reset_peer",
                "slicer",
                "limit_data",
                "down"));
    Toxic what = checked(toxic, () -> toxic(toxic, type));
    boolean outage = type.equals("down");
    ToxicStream stream =
        toxic.optional(
            "stream", outage ? ToxicStream.BOTH : ToxicStream.DOWNSTREAM, ToxicStream::parse);
    double toxicity = toxic.optional("toxicity", 1.0, Quantity::ratio);
    toxic.end();
    return checked(
        section, () -> new LinkFault(name, at, lasting, on, what, stream, new Ratio(toxicity)));
  }

  private static Toxic toxic(Section toxic, String type) {
    return switch (type) {
      case "latency" ->
          new Toxic.Latency(
              toxic.required("latency", Quantity::duration),
              toxic.optional("jitter", Duration.ZERO, Quantity::duration));
      case "bandwidth" -> new Toxic.Bandwidth(toxic.required("rate", FaultReader::bytesPerSecond));
      case "slow_close" -> new Toxic.SlowClose(toxic.required("delay", Quantity::span));
      case "timeout" ->
          new Toxic.Timeout(toxic.optional("timeout", Duration.ZERO, Quantity::duration));
      case "reset_peer" ->
          new Toxic.ResetPeer(toxic.optional("timeout", Duration.ZERO, Quantity::duration));
      case "slicer" ->
          new Toxic.Slicer(
              toxic.required("average-size", text -> Math.toIntExact(Quantity.bytes(text))),
              toxic.optional("size-variation", 0, text -> Math.toIntExact(Quantity.bytes(text))),
              toxic.optional("delay", Duration.ZERO, Quantity::duration));
      case "limit_data" -> new Toxic.LimitData(toxic.required("bytes", Quantity::bytes));
      default -> new Toxic.Outage();
    };
  }

  private static long bytesPerSecond(String text) {
    if (!text.endsWith("/s")) {
      throw new IllegalArgumentException(
          "a bandwidth is a size per second, such as 100kB/s, but is '" + text + "'");
    }
    return Quantity.bytes(text.substring(0, text.length() - 2));
  }

  private Fault process(Section section, String name, Duration at, Duration lasting) {
    if (section.keys().size() != 1) {
      throw section
          .position()
          .refuse("a process fault is exactly one of kill, stop, pause, restart, rolling-restart");
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
    if (section.has("share") == section.has("count")) {
      throw section.position().refuse("a message fault has either share, such as 0.5%, or count");
    }
    MessageFault.Amount amount =
        checked(
            section,
            () ->
                section.has("share")
                    ? new MessageFault.Share(new Ratio(section.required("share", Quantity::ratio)))
                    : new MessageFault.Count(
                        section.required("count", Quantity.whole(1, 10_000_000))));
    section.end();
    return checked(section, () -> new MessageFault(name, at, lasting, kinds, amount, topic));
  }

  private Fault downstream(Section section, String name, Duration at, Duration lasting) {
    String service = section.required("service", targets::service);
    String mode = section.required("mode", Quantity.oneOf("slow", "outage", "error"));
    DownstreamFault.Mode how =
        checked(
            section,
            () ->
                switch (mode) {
                  case "slow" ->
                      new DownstreamFault.Slow(section.required("factor", FaultReader::factor));
                  case "outage" -> new DownstreamFault.Unavailable();
                  default ->
                      new DownstreamFault.Failing(
                          INTERNAL_SERVER_ERROR,
                          new Ratio(section.optional("share", 1.0, Quantity::ratio)));
                });
    section.end();
    return checked(section, () -> new DownstreamFault(name, at, lasting, service, how));
  }

  private static double factor(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException(
          "a factor is a number above 1, such as 5, but is '" + text + "'");
    }
    return Double.parseDouble(text);
  }

  /** Adds the place to what a fault's own constructor refuses. */
  private static <T> T checked(Section section, Supplier<T> fault) {
    try {
      return fault.get();
    } catch (IllegalArgumentException e) {
      throw section.position().refuse(String.valueOf(e.getMessage()));
    }
  }
}
