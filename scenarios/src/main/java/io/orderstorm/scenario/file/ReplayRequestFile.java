package io.orderstorm.scenario.file;

import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.Keys;
import io.orderstorm.simulator.replay.OffsetRange;
import io.orderstorm.simulator.replay.ReplayRequest;
import io.orderstorm.simulator.replay.Scope;
import io.orderstorm.simulator.replay.Target;
import io.orderstorm.simulator.topic.StageName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A replay's request, as a file says it:
 *
 * <pre>
 * replay: mondays-payments
 * owner: payments-team
 * intent: Copy what Monday's deployment dropped
 * scope: { topics: [ payments ], from: 2026-11-23T08:00:00Z, to: 2026-11-23T09:00:00Z }
 * ceiling: { records: 500/s, bytes: 1MB/s }
 * target: { topic: payments-again }   # or { stage: payment }, or { stage: payment, revision: 1 }
 * guard: { group: fulfilment, lag-above: 1000 }
 * </pre>
 */
public final class ReplayRequestFile {

  private static final Pattern OFFSETS = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

  private ReplayRequestFile() {}

  /**
   * Reads a request.
   *
   * @throws ScenarioException naming line and field if it is none, or asks for what is never
   *     allowed
   */
  public static ReplayRequest read(Path file) {
    String origin = file.toString();
    Position start = new Position(origin, "", new YamlText(origin, "replay request").read(file));
    Section root = Section.of(start);
    String name = root.required("replay", Quantity::text);
    String owner = root.required("owner", Quantity::text);
    String intent = root.required("intent", Quantity::text);
    Scope scope = scope(root.requiredSection("scope"));
    Ceiling ceiling = ceiling(root.requiredSection("ceiling"));
    Target target = target(root.requiredSection("target"));
    Optional<Guard> guard = root.section("guard").map(ReplayRequestFile::guard);
    boolean includeReplayed =
        root.optional("replayed", "skip", Quantity.oneOf("skip", "include")).equals("include");
    root.end();
    try {
      return new ReplayRequest(
          name, owner, intent, scope, ceiling, target, guard.orElse(null), includeReplayed, null);
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw root.position(why.contains("target") ? "target" : "replay").refuse(why);
    }
  }

  /**
   * The refusal of a field that only the cluster or the store could tell to be wrong.
   *
   * @param field such as {@code target.revision}
   */
  public static ScenarioException refusal(Path file, String field, String why) {
    String origin = file.toString();
    Position start = new Position(origin, "", new YamlText(origin, "replay request").read(file));
    Section section = Section.of(start);
    String[] keys = field.split("\\.", -1);
    for (int at = 0; at < keys.length - 1; at++) {
      section = section.requiredSection(keys[at]);
    }
    return section.position(keys[keys.length - 1]).refuse(why);
  }

  private static Scope scope(Section section) {
    List<String> topics = texts(section, "topics", ReplayRequestFile::topic);
    List<OffsetRange> offsets =
        section.list("partitions").stream().map(ReplayRequestFile::offsets).toList();
    Instant from = section.optional("from", ReplayRequestFile::time).orElse(null);
    Instant to = section.optional("to", ReplayRequestFile::time).orElse(null);
    Keys keys = keys(section);
    List<String> types = texts(section, "event-types", ReplayRequestFile::eventType);
    Scope.@Nullable HeaderValue header =
        section.section("header").map(ReplayRequestFile::header).orElse(null);
    section.end();
    try {
      return new Scope(topics, offsets, from, to, keys, types, header);
    } catch (IllegalArgumentException e) {
      throw section.position().refuse(String.valueOf(e.getMessage()));
    }
  }

  private static OffsetRange offsets(Position at) {
    Section section = Section.of(at);
    String topic = section.required("topic", ReplayRequestFile::topic);
    int partition = section.required("partition", Quantity.whole(0, 999_999_999));
    OffsetRange range = section.required("offsets", text -> offsets(topic, partition, text));
    section.end();
    return range;
  }

  private static OffsetRange offsets(String topic, int partition, String text) {
    Matcher parts = OFFSETS.matcher(text);
    if (!parts.matches() || Long.parseLong(parts.group(2)) < Long.parseLong(parts.group(1))) {
      throw new IllegalArgumentException(
          "offsets are written FIRST..LAST, such as 100..199, both included, but are '"
              + text
              + "'");
    }
    return new OffsetRange(
        topic, partition, Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)) + 1);
  }

  private static Keys keys(Section section) {
    List<String> list = texts(section, "keys", Quantity::text);
    Optional<Section> range = section.section("key-range");
    if (range.isPresent()) {
      Section ends = range.get();
      String first = ends.required("first", Quantity::text);
      String last = ends.required("last", Quantity::text);
      ends.end();
      if (!list.isEmpty()) {
        throw ends.position().refuse("stands beside 'keys'; only one of them may");
      }
      if (first.compareTo(last) > 0) {
        throw ends.position().refuse("'first' must not sort after 'last'");
      }
      return new Keys.Between(first, last);
    }
    if (section.has("keys") && list.isEmpty()) {
      throw section.position("keys").refuse("names at least one key");
    }
    return list.isEmpty() ? new Keys.Any() : new Keys.OneOf(new HashSet<>(list));
  }

  private static Scope.HeaderValue header(Section section) {
    var header =
        new Scope.HeaderValue(
            section.required("name", Quantity::text), section.required("value", text -> text));
    section.end();
    return header;
  }

  private static Ceiling ceiling(Section section) {
    double records = section.required("records", Quantity::rate).perSecond();
    long bytes = section.required("bytes", ReplayRequestFile::bytesPerSecond);
    section.end();
    return new Ceiling(records, bytes);
  }

  /** {@code 1MB/s}. */
  static long bytesPerSecond(String text) {
    String allowed =
        "a rate of bytes is a size and /s, such as 500kB/s or 2MiB/s, above 0, but is '"
            + text
            + "'";
    if (!text.endsWith("/s")) {
      throw new IllegalArgumentException(allowed);
    }
    try {
      long bytes = Quantity.bytes(text.substring(0, text.length() - 2));
      if (bytes > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(allowed, e);
    }
    throw new IllegalArgumentException(allowed);
  }

  private static Target target(Section section) {
    if (section.has("stage")) {
      StageName stage = section.required("stage", Quantity.oneOf(StageName.class));
      int revision = section.optional("revision", 0, Quantity.whole(1, Target.Correction.HIGHEST));
      section.end();
      return revision == 0
          ? new Target.Lane(stage.group())
          : new Target.Correction(stage.group(), revision);
    }
    String topic = section.required("topic", ReplayRequestFile::topic);
    Target.Partitioning by =
        section.optional(
            "partition-by", Target.Partitioning.KEY, Quantity.oneOf(Target.Partitioning.class));
    section.end();
    return new Target.Topic(topic, by);
  }

  private static Guard guard(Section section) {
    String group = section.required("group", Quantity::text);
    int above = section.required("lag-above", Quantity.whole(1, 999_999_999));
    int below = section.optional("resume-below", above / 2, Quantity.whole(0, above));
    Duration p99 = section.optional("p99-above", Quantity::span).orElse(null);
    section.end();
    try {
      return new Guard(group, above, below, p99);
    } catch (IllegalArgumentException e) {
      throw section.position("p99-above").refuse(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> texts(
      Section section, String key, java.util.function.Function<String, String> reader) {
    return section.list(key).stream().map(one -> Section.read(one, reader)).toList();
  }

  private static String topic(String text) {
    if (!TOPIC.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a topic's name has up to 249 letters, digits, dots, hyphens and underscores, but is '"
              + text
              + "'");
    }
    return text;
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a time is written in UTC such as 2026-11-27T18:00:00Z, but is '" + text + "'", e);
    }
  }

  private static String eventType(String text) {
    List<String> known = Arrays.stream(EventType.values()).map(EventType::text).toList();
    if (!Set.copyOf(known).contains(text)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", known) + ", but is '" + text + "'");
    }
    return text;
  }
}
