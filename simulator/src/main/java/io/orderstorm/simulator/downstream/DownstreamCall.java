package io.orderstorm.simulator.downstream;

import io.orderstorm.simulator.order.EffectType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a stage asks of a service.
 *
 * @param reverses idempotency key of the effect to take back, null if the order alone says it
 * @param replay number of the replay that caused it, 0 for none
 * @param takes how long the service works on it at least, because of what is in it; zero for all
 *     that is usual
 */
public record DownstreamCall(
    EffectType effect,
    long orderNumber,
    UUID idempotencyKey,
    UUID causeId,
    @Nullable UUID reverses,
    int replay,
    Duration takes) {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  static final String REPLAYED = "Idempotent-Replayed";

  /** Path and query, as the package description has them. */
  String uri() {
    String uri =
        "/"
            + effect.name().toLowerCase(Locale.ROOT)
            + "/"
            + orderNumber
            + "?cause="
            + causeId
            + "&replay="
            + replay;
    if (!takes.isZero()) {
      uri += "&takes=" + takes.toMillis();
    }
    return reverses == null ? uri : uri + "&reverses=" + reverses;
  }

  /** Reads a request; empty if it is none that a service understands. */
  static Optional<DownstreamCall> parse(String path, @Nullable String query, @Nullable String key) {
    int slash = path.indexOf('/', 1);
    if (slash < 0 || query == null || key == null) {
      return Optional.empty();
    }
    try {
      String reverses = parameter(query, "reverses=");
      String takes = parameter(query, "takes=");
      return Optional.of(
          new DownstreamCall(
              EffectType.valueOf(path.substring(1, slash).toUpperCase(Locale.ROOT)),
              Long.parseLong(path, slash + 1, path.length(), 10),
              UUID.fromString(key),
              UUID.fromString(parameter(query, "cause=")),
              reverses.isEmpty() ? null : UUID.fromString(reverses),
              Integer.parseInt(parameter(query, "replay=")),
              takes.isEmpty() ? Duration.ZERO : Duration.ofMillis(Long.parseLong(takes))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String parameter(String query, String name) {
    int start = query.startsWith(name) ? 0 : query.indexOf("&" + name) + 1;
    if (start == 0 && !query.startsWith(name)) {
      return "";
    }
    int end = query.indexOf('&', start);
    return query.substring(start + name.length(), end < 0 ? query.length() : end);
  }
}
