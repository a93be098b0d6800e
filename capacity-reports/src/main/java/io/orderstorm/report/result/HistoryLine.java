package io.orderstorm.report.result;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is known of an order, as a line of its history.
 *
 * @param timeNanos run nanos
 * @param what for example {@code observed} or {@code delivered to payment}
 * @param topic where it lies, null if it lies nowhere
 * @param partition −1 if it lies nowhere or that is unknown
 * @param offset −1 if it lies nowhere or that is unknown
 * @param event the event's type or the effect, empty if there is none
 * @param cause the causing event as it was named, empty if there is none
 */
public record HistoryLine(
    long timeNanos,
    String what,
    @Nullable String topic,
    int partition,
    long offset,
    String event,
    String cause) {

  /** Something that lies on no topic. */
  public static HistoryLine of(long timeNanos, String what, String event) {
    return new HistoryLine(timeNanos, what, null, -1, -1, event, "");
  }

  /** Where it lies, as topic/partition@offset; empty if nowhere. */
  public String position() {
    return topic == null ? "" : topic + "/" + partition + "@" + offset;
  }
}
