package io.orderstorm.report.scan;

import io.orderstorm.report.record.StageRecord;
import java.nio.file.Path;
import java.util.List;

/** Scans a file of {@link StageRecord} records: what a stage's consumers did. */
public final class StageScan extends RecordScan {

  /** The number of no topic. */
  public static final int NO_TOPIC = 255;

  private static final int TIME_NANOS = StageRecord.KIND.positionOf("timeNanos");
  private static final int EVENT = StageRecord.KIND.positionOf("event");
  private static final int CONSUMER = StageRecord.KIND.positionOf("consumer");
  private static final int TOPIC = StageRecord.KIND.positionOf("topic");
  private static final int PARTITION = StageRecord.KIND.positionOf("partition");
  private static final int OFFSET = StageRecord.KIND.positionOf("offset");
  private static final int ORDER_NUMBER = StageRecord.KIND.positionOf("orderNumber");

  private final List<String> topics;

  /** Opens a file; see {@link RecordScan}. */
  public StageScan(Path file) {
    super(file, StageRecord.KIND);
    this.topics = table("topics");
  }

  public long timeNanos() {
    return i64(TIME_NANOS);
  }

  /**
   * What happened.
   *
   * @throws io.orderstorm.report.folder.UnreadableRecordsException if no event has the code
   */
  public StageRecord.Event event() {
    try {
      return StageRecord.Event.of(u8(EVENT));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  public int consumer() {
    return u8(CONSUMER);
  }

  /** A position in {@link #topics}, or {@link #NO_TOPIC}. */
  public int topic() {
    int index = u8(TOPIC);
    if (index != NO_TOPIC && index >= topics.size()) {
      throw wrong("index " + index + " is beyond the header's topics " + topics);
    }
    return index;
  }

  public int partition() {
    return i32(PARTITION);
  }

  public long offset() {
    return i64(OFFSET);
  }

  public long orderNumber() {
    return i64(ORDER_NUMBER);
  }

  /** The header's table of topics. */
  public List<String> topics() {
    return topics;
  }
}
