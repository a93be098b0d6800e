package io.orderstorm.scenario.file;

import io.orderstorm.fault.DownstreamFault;
import io.orderstorm.fault.Ratio;
import java.time.Duration;

/** Reads in which way a service misbehaves: {@code mode} and what belongs to it. */
final class DownstreamModes {

  private final Section section;
  private final Duration callTimeout;

  /**
   * Reads from one fault.
   *
   * @param callTimeout how long the service's caller waits
   */
  DownstreamModes(Section section, Duration callTimeout) {
    this.section = section;
    this.callTimeout = callTimeout;
  }

  DownstreamFault.Mode read() {
    String mode =
        section.required(
            "mode",
            Quantity.oneOf(
                "slow",
                "outage",
                "error",
                "partial-outage",
                "late-answer",
                "rate-limit",
                "recovery-ramp"));
    return switch (mode) {
      case "slow" -> new DownstreamFault.Slow(section.required("factor", DownstreamModes::factor));
      case "outage" -> new DownstreamFault.Unavailable();
      case "error" ->
          new DownstreamFault.Failing(
              status(), new Ratio(section.optional("share", 1.0, Quantity::ratio)), retryAfter());
      case "partial-outage" ->
          new DownstreamFault.PartialOutage(
              status(), new Ratio(section.required("share", Quantity::ratio)));
      case "late-answer" ->
          new DownstreamFault.LateAnswer(section.required("delay", this::beyondTimeout));
      case "rate-limit" ->
          new DownstreamFault.RateLimit(
              section.required("rate", Quantity::rate).perSecond(), retryAfter());
      default -> new DownstreamFault.RecoveryRamp(section.required("ramp", Quantity::span));
    };
  }

  private int status() {
    return Integer.parseInt(section.optional("status", "500", Quantity.oneOf("500", "503", "429")));
  }

  private Duration retryAfter() {
    return section.optional("retry-after", Duration.ZERO, Quantity::duration);
  }

  /** In time, an answer that is late is merely slow. */
  private Duration beyondTimeout(String text) {
    Duration delay = Quantity.duration(text);
    if (delay.compareTo(callTimeout) <= 0) {
      throw new IllegalArgumentException(
          "must be above the caller's timeout of "
              + callTimeout.toMillis()
              + "ms, or its answer comes in time, but is "
              + text);
    }
    return delay;
  }

  private static double factor(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      throw new IllegalArgumentException(
          "a factor is a number above 1, such as 5, but is '" + text + "'");
    }
    return Double.parseDouble(text);
  }
}
