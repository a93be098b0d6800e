package io.orderstorm.report.scan;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreEffect;
import java.nio.file.Path;

/** Scans a file of {@link StoreEffect} records: the effects that the store holds. */
public final class StoreEffectScan extends RecordScan {

  private static final int ORDER_NUMBER = StoreEffect.KIND.positionOf("orderNumber");
  private static final int EFFECT = StoreEffect.KIND.positionOf("effect");
  private static final int CAUSE_ID = StoreEffect.KIND.positionOf("causeId");
  private static final int COMMITTED_NANOS = StoreEffect.KIND.positionOf("committedNanos");
  private static final int REPLAY = StoreEffect.KIND.positionOf("replay");

  /** Opens a file; see {@link RecordScan}. */
  public StoreEffectScan(Path file) {
    super(file, StoreEffect.KIND);
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

  public long committedNanos() {
    return i64(COMMITTED_NANOS);
  }

  public int replay() {
    return i32(REPLAY);
  }
}
