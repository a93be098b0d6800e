package io.orderstorm.report.scan;

import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Send;
import java.nio.file.Path;

/** Scans a file of {@link Send} records: what the generators meant to send. */
public final class SendScan extends RecordScan {

  private static final int ORDER_NUMBER = Send.KIND.positionOf("orderNumber");
  private static final int TYPE = Send.KIND.positionOf("type");
  private static final int KEY = Send.KIND.positionOf("key");
  private static final int KEY_SEQUENCE = Send.KIND.positionOf("keySequence");
  private static final int INTENDED_NANOS = Send.KIND.positionOf("intendedNanos");
  private static final int SENT_NANOS = Send.KIND.positionOf("sentNanos");
  private static final int RETURNED_NANOS = Send.KIND.positionOf("returnedNanos");

  /** Opens a file; see {@link RecordScan}. */
  public SendScan(Path file) {
    super(file, Send.KIND);
  }

  public long orderNumber() {
    return i64(ORDER_NUMBER);
  }

  public EventType type() {
    return EventType.of(u8(TYPE));
  }

  public long key() {
    return i64(KEY);
  }

  public int keySequence() {
    return i32(KEY_SEQUENCE);
  }

  public long intendedNanos() {
    return i64(INTENDED_NANOS);
  }

  public long sentNanos() {
    return i64(SENT_NANOS);
  }

  public long returnedNanos() {
    return i64(RETURNED_NANOS);
  }
}
