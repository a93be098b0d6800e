package io.orderstorm.report.scan;

import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import java.nio.file.Path;

/** Scans a file of {@link Effect} records: what a service did. */
public final class EffectScan extends RecordScan {

  private static final int STARTED_NANOS = Effect.KIND.positionOf("startedNanos");
  private static final int FINISHED_NANOS = Effect.KIND.positionOf("finishedNanos");
  private static final int ORDER_NUMBER = Effect.KIND.positionOf("orderNumber");
  private static final int EFFECT = Effect.KIND.positionOf("effect");
  private static final int CAUSE_ID = Effect.KIND.positionOf("causeId");
  private static final int PERFORMED = Effect.KIND.positionOf("performed");
  private static final int REPLAY = Effect.KIND.positionOf("replay");

  /** Opens a file; see {@link RecordScan}. */
  public EffectScan(Path file) {
    super(file, Effect.KIND);
  }

  public long startedNanos() {
    return i64(STARTED_NANOS);
  }

  public long finishedNanos() {
    return i64(FINISHED_NANOS);
  }

  public long orderNumber() {
    return i64(ORDER_NUMBER);
  }

  /**
   * What was done.
   *
   * @throws io.orderstorm.report.folder.UnreadableRecordsException if no effect has the code
   */
  public EffectType effect() {
    try {
      return EffectType.of(u8(EFFECT));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  public long causeIdHigh() {
    return high(CAUSE_ID);
  }

  public long causeIdLow() {
    return low(CAUSE_ID);
  }

  public boolean performed() {
    return u8(PERFORMED) != 0;
  }

  public int replay() {
    return i32(REPLAY);
  }
}
