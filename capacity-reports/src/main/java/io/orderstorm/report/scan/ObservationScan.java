package io.orderstorm.report.scan;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Observation;
import java.nio.file.Path;
import java.util.List;

/** Scans a file of {@link Observation} records: what the observer saw on a topic. */
public final class ObservationScan extends RecordScan {

  /** The number of no topic. */
  public static final int NO_TOPIC = 255;

  private static final int PARTITION = Observation.KIND.positionOf("partition");
  private static final int OFFSET = Observation.KIND.positionOf("offset");
  private static final int APPEND_MILLIS = Observation.KIND.positionOf("appendMillis");
  private static final int RECEIVED_NANOS = Observation.KIND.positionOf("receivedNanos");
  private static final int ORDER_NUMBER = Observation.KIND.positionOf("orderNumber");
  private static final int TYPE = Observation.KIND.positionOf("type");
  private static final int FLAGS = Observation.KIND.positionOf("flags");
  private static final int REVISION = Observation.KIND.positionOf("revision");
  private static final int KEY_SEQUENCE = Observation.KIND.positionOf("keySequence");
  private static final int EVENT_ID = Observation.KIND.positionOf("eventId");
  private static final int CAUSE_ID = Observation.KIND.positionOf("causeId");
  private static final int CAUSE_TOPIC = Observation.KIND.positionOf("causeTopic");
  private static final int CAUSE_PARTITION = Observation.KIND.positionOf("causePartition");
  private static final int CAUSE_OFFSET = Observation.KIND.positionOf("causeOffset");

  private final List<String> topics;

  /** Opens a file; see {@link RecordScan}. */
  public ObservationScan(Path file) {
    super(file, Observation.KIND);
    this.topics = table("topics");
  }

  public int partition() {
    return i32(PARTITION);
  }

  public long offset() {
    return i64(OFFSET);
  }

  public long appendMillis() {
    return i64(APPEND_MILLIS);
  }

  public long receivedNanos() {
    return i64(RECEIVED_NANOS);
  }

  public long orderNumber() {
    return i64(ORDER_NUMBER);
  }

  public EventType type() {
    return EventType.of(u8(TYPE));
  }

  public int flags() {
    return u8(FLAGS);
  }

  public int revision() {
    return u16(REVISION);
  }

  public int keySequence() {
    return i32(KEY_SEQUENCE);
  }

  public long eventIdHigh() {
    return high(EVENT_ID);
  }

  public long eventIdLow() {
    return low(EVENT_ID);
  }

  public long causeIdHigh() {
    return high(CAUSE_ID);
  }

  public long causeIdLow() {
    return low(CAUSE_ID);
  }

  /** A position in {@link #topics}, or {@link #NO_TOPIC}. */
  public int causeTopic() {
    int index = u8(CAUSE_TOPIC);
    if (index != NO_TOPIC && index >= topics.size()) {
      throw wrong("index " + index + " is beyond the header's topics " + topics);
    }
    return index;
  }

  public int causePartition() {
    return i32(CAUSE_PARTITION);
  }

  public long causeOffset() {
    return i64(CAUSE_OFFSET);
  }

  /** The header's table of topics. */
  public List<String> topics() {
    return topics;
  }
}
