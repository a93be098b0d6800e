package io.orderstorm.fault.toxiproxy.toxic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of toxics, with Toxiproxy's names, attributes and defaults. */
@SuppressWarnings("ImmutableEnumChecker") // the factories are stateless constructors
public enum ToxicType {
  // A negative latency is accepted and means none, as in the original.
  LATENCY(
      LatencyStage::new,
      whole("latency", -Limit.MILLIS, Limit.MILLIS),
      whole("jitter", -Limit.MILLIS, Limit.MILLIS)),
  BANDWIDTH(BandwidthStage::new, whole("rate", 0, Limit.RATE)),
  SLOW_CLOSE(SlowCloseStage::new, whole("delay", 0, Limit.MILLIS)),
  TIMEOUT(TimeoutStage::new, whole("timeout", 0, Limit.MILLIS)),
  RESET_PEER(ResetPeerStage::new, whole("timeout", 0, Limit.MILLIS)),
  SLICER(
      SlicerStage::new,
      whole("average_size", 1, Limit.SIZE),
      whole("size_variation", 0, Limit.SIZE),
      whole("delay", 0, Limit.MILLIS)),
  LIMIT_DATA(LimitDataStage::new, whole("bytes", 0, Long.MAX_VALUE)),
  PACKET_LOSS(PacketLossStage::new, ratio("loss_rate", 0.1), ratio("correlation", 0)),
  NOOP(NoopStage::new),
  /** An extension of ours: see {@link HalfOpenStage}. */
  HALF_OPEN(HalfOpenStage::new);

  private final Function<StageSite, Stage> stage;
  private final List<AttributeRule> rules;

  ToxicType(Function<StageSite, Stage> stage, AttributeRule... rules) {
    this.stage = stage;
    this.rules = List.of(rules);
  }

  /** The API's name: {@code slow_close}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of this name; names are case-sensitive. */
  public static Optional<ToxicType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /**
   * The complete attributes: what is given, over what was there before, over the defaults. Names
   * match in any case; unknown ones are ignored.
   *
   * @throws IllegalArgumentException if a value is no number of the right kind, or out of range
   */
  public Attributes attributes(Map<String, ?> given, Map<String, Number> before) {
    var complete = new LinkedHashMap<String, Number>();
    for (var rule : rules) {
      var fallback = before.getOrDefault(rule.name(), rule.fallback());
      complete.put(rule.name(), rule.check(rule.find(given).orElse(fallback)));
    }
    return new Attributes(complete);
  }

  /** A stage of this kind, not yet started. */
  public Stage stage(StageSite site) {
    return stage.apply(site);
  }

  private static AttributeRule whole(String name, long least, long most) {
    return new AttributeRule(name, 0L, least, most, true);
  }

  private static AttributeRule ratio(String name, double fallback) {
    return new AttributeRule(name, fallback, 0, 1, false);
  }

  /** Far above any use, far below an overflow in nanoseconds. */
  private static final class Limit {
    static final long MILLIS = 1_000_000_000_000L;
    static final long RATE = 1_000_000_000_000L;
    static final long SIZE = 1 << 30;
  }
}
