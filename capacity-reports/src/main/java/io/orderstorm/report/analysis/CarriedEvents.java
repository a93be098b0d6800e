package io.orderstorm.report.analysis;

import io.orderstorm.report.folder.CarriedHeaders;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was observed on retry and dead-letter topics. There are few of them compared with orders, so
 * each is an object.
 */
final class CarriedEvents {

  /**
   * An event that a retry or dead-letter topic carries.
   *
   * @param origin where the carried event lies, null if the headers do not say
   * @param error the error class in the headers, {@code unknown} if they do not say
   */
  record Carried(
      TopicRole role,
      int partition,
      long offset,
      long receivedNanos,
      long orderNumber,
      EventType type,
      boolean injected,
      UUID eventId,
      @Nullable Position origin,
      String error) {}

  private final List<Carried> retried = new ArrayList<>();
  private final List<Carried> deadLetters = new ArrayList<>();

  void add(TopicRole role, Observation seen, @Nullable CarriedHeaders headers) {
    Map<String, String> named = named(headers);
    Carried carried =
        new Carried(
            role,
            seen.partition(),
            seen.offset(),
            seen.receivedNanos(),
            seen.orderNumber(),
            seen.type(),
            seen.injected(),
            seen.eventId(),
            origin(role, named),
            first(named, "errorclass", "exceptionclass", "error").orElse("unknown"));
    (role.kind() == TopicRole.Kind.RETRY ? retried : deadLetters).add(carried);
  }

  List<Carried> retried() {
    return retried;
  }

  List<Carried> deadLetters() {
    return deadLetters;
  }

  private static @Nullable Position origin(TopicRole role, Map<String, String> headers) {
    try {
      int partition = Integer.parseInt(first(headers, "originalpartition").orElse(""));
      long offset = Long.parseLong(first(headers, "originaloffset").orElse(""));
      return new Position(first(headers, "originaltopic").orElse(role.base()), partition, offset);
    } catch (NumberFormatException absent) {
      return null;
    }
  }

  /**
   * Header names in small letters and without separators or prefixes: {@code x-Original-Topic} ends
   * in originaltopic.
   */
  private static Map<String, String> named(@Nullable CarriedHeaders headers) {
    Map<String, String> named = new HashMap<>();
    if (headers != null) {
      headers
          .headers()
          .forEach(
              (name, v) -> named.put(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""), v));
    }
    return named;
  }

  private static java.util.Optional<String> first(Map<String, String> headers, String... suffixes) {
    for (String suffix : suffixes) {
      for (var header : headers.entrySet()) {
        if (header.getKey().endsWith(suffix)) {
          return java.util.Optional.of(header.getValue());
        }
      }
    }
    return java.util.Optional.empty();
  }
}
