package io.orderstorm.simulator.intake;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/**
 * Tells a refusal from a failure that leaves the truth open.
 *
 * <p>A record is rejected if no batch ever held it (the producer reports that within {@code send},
 * on the sender's own thread), or if the broker refused it for what it is: size, content, topic. An
 * earlier attempt of the same record was then refused too. Everything else, an expired batch above
 * all, may have been appended by an attempt whose answer got lost.
 */
final class Refusals {
  private Refusals() {}

  static SendOutcome outcome(Exception error, boolean withinSend) {
    String name = error.getClass().getSimpleName();
    String message = String.valueOf(error.getMessage());
    return withinSend || refusesTheRecordItself(error)
        ? new SendOutcome.Rejected(name, message)
        : new SendOutcome.Indeterminate(name, message);
  }

  private static boolean refusesTheRecordItself(Exception error) {
    return error instanceof RecordTooLargeException
        || error instanceof RecordBatchTooLargeException
        || error instanceof InvalidRecordException
        || error instanceof InvalidTopicException
        || error instanceof UnsupportedForMessageFormatException;
  }
}
