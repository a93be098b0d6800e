package io.orderstorm.scenario.file;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.Flap;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a fault on a link: one toxic or several, standing or flapping. */
final class LinkFaultReader {

  private final FaultTargets targets;

  LinkFaultReader(FaultTargets targets) {
    this.targets = targets;
  }

  Fault read(Section section, String name, Duration at, Duration lasting) {
    LinkSelector on = section.required("on", text -> targets.link(LinkSelector.parse(text)));
    List<LinkToxic> toxics =
        FaultReader.checkedAt(
            section.position(section.has("toxic") ? "toxic" : "toxics"),
            () -> targets.toxics(toxics(section)));
    Optional<Flap> flap = section.section("flap").map(LinkFaultReader::flap);
    return FaultReader.checked(section, () -> new LinkFault(name, at, lasting, on, toxics, flap));
  }

  private static List<LinkToxic> toxics(Section section) {
    if (section.has("toxic") == section.has("toxics")) {
      throw section.position().refuse("a fault on a link has either toxic, or a list of toxics");
    }
    if (section.has("toxic")) {
      return List.of(linkToxic(section.requiredSection("toxic")));
    }
    var toxics = new ArrayList<LinkToxic>();
    for (Position element : section.list("toxics")) {
      toxics.add(linkToxic(Section.of(element)));
    }
    return toxics;
  }

  private static LinkToxic linkToxic(Section toxic) {
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
                "half_open",
                "down"));
    Toxic what = FaultReader.checked(toxic, () -> toxic(toxic, type));
    ToxicStream stream = toxic.optional("stream", usualStream(type), ToxicStream::parse);
    double toxicity = toxic.optional("toxicity", 1.0, Quantity::ratio);
    toxic.end();
    return FaultReader.checked(toxic, () -> new LinkToxic(what, stream, new Ratio(toxicity)));
  }

  private static ToxicStream usualStream(String type) {
    return switch (type) {
      case "down" -> ToxicStream.BOTH;
      // the client holds on to a connection whose server is gone
      case "half_open" -> ToxicStream.UPSTREAM;
      default -> ToxicStream.DOWNSTREAM;
    };
  }

  private static Toxic toxic(Section toxic, String type) {
    return switch (type) {
      case "latency" ->
          new Toxic.Latency(
              toxic.required("latency", Quantity::duration),
              toxic.optional("jitter", Duration.ZERO, Quantity::duration));
      case "bandwidth" ->
          new Toxic.Bandwidth(toxic.required("rate", LinkFaultReader::bytesPerSecond));
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
      case "half_open" -> new Toxic.HalfOpen();
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

  private static Flap flap(Section section) {
    Duration period = section.required("period", Quantity::span);
    double duty = section.optional("duty", 0.5, Quantity::ratio);
    section.end();
    return FaultReader.checked(section, () -> new Flap(period, new Ratio(duty)));
  }
}
