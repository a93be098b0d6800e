package io.orderstorm.report.scan;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import java.nio.file.Path;

/** Scans a file of {@link Outcome} records: how sends ended. */
public final class OutcomeScan extends RecordScan {

  private static final int ORDER_NUMBER = Outcome.KIND.positionOf("orderNumber");
  private static final int TYPE = Outcome.KIND.positionOf("type");
  private static final int COMPLETED_NANOS = Outcome.KIND.positionOf("completedNanos");
  private static final int OUTCOME = Outcome.KIND.positionOf("outcome");
  private static final int PARTITION = Outcome.KIND.positionOf("partition");
  private static final int OFFSET = Outcome.KIND.positionOf("offset");

  /** Opens a file; see {@link RecordScan}. */
  public OutcomeScan(Path file) {
    super(file, Outcome.KIND);
    table("errors");
  }

  public long orderNumber() {
    return i64(ORDER_NUMBER);
  }

  public EventType type() {
    return EventType.of(u8(TYPE));
  }

  public long completedNanos() {
    return i64(COMPLETED_NANOS);
  }

  /**
   * 1 acknowledged, 2 rejected, 3 indeterminate.
   *
   * @throws io.orderstorm.report.folder.UnreadableRecordsException if it is none of them
   */
  public int outcome() {
    int outcome = u8(OUTCOME);
    if (outcome < 1 || outcome > 3) {
      throw wrong("outcome code " + outcome + " is not 1, 2 or 3");
    }
    return outcome;
  }

  public int partition() {
    return i32(PARTITION);
  }

  public long offset() {
    return i64(OFFSET);
  }
}
