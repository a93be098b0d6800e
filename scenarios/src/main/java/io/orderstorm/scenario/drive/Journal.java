package io.orderstorm.scenario.drive;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import io.orderstorm.simulator.intake.OutgoingEvent;
import io.orderstorm.simulator.intake.SendOutcome;
import java.util.List;

/** What was promised: a record for each send, and one for each outcome. Thread-safe. */
final class Journal implements AutoCloseable {

  /** The producer's failures that a report tells apart by name. */
  private static final List<String> ERRORS =
      List.of(
          Outcome.NO_ERROR,
          Outcome.OTHER_ERROR,
          "TimeoutException",
          "BufferExhaustedException",
          "NotEnoughReplicasException",
          "NotEnoughReplicasAfterAppendException",
          "NotLeaderOrFollowerException",
          "NetworkException",
          "DisconnectException",
          "RecordTooLargeException",
          "SerializationException",
          "OutOfOrderSequenceException",
          "InvalidTopicException",
          "KafkaStorageException");

  private final RecordWriter<Send> sends;
  private final RecordWriter<Outcome> outcomes;

  Journal(RunFolder folder, String generator) {
    this.sends = RecordWriter.create(folder.sends(generator), Send.KIND);
    this.outcomes =
        RecordWriter.create(folder.outcomes(generator), Outcome.KIND, Outcome.header(ERRORS));
  }

  void sent(OutgoingEvent event, long intendedNanos, long sentNanos, long returnedNanos) {
    sends.append(
        new Send(
            event.orderNumber(),
            type(event),
            event.keyIdentity(),
            event.keySequence(),
            intendedNanos,
            sentNanos,
            returnedNanos,
            event.amountMinor(),
            event.currency()));
  }

  void completed(OutgoingEvent event, SendOutcome outcome, long completedNanos) {
    outcomes.append(outcome.match(new ToRecord(event.orderNumber(), type(event), completedNanos)));
  }

  /**
   * Hands what was appended to the operating system, so that a kill of this process loses none of
   * it.
   */
  void flush() {
    sends.flush();
    outcomes.flush();
  }

  @Override
  public void close() {
    sends.close();
    outcomes.close();
  }

  private static EventType type(OutgoingEvent event) {
    return EventType.of(event.type().code());
  }

  private record ToRecord(long orderNumber, EventType type, long completedNanos)
      implements SendOutcome.Cases<Outcome> {

    @Override
    public Outcome acknowledged(SendOutcome.Acknowledged outcome) {
      return new Outcome(
          orderNumber,
          type,
          completedNanos,
          Outcome.Result.ACKNOWLEDGED,
          outcome.partition(),
          outcome.offset(),
          Outcome.NO_ERROR);
    }

    @Override
    public Outcome rejected(SendOutcome.Rejected outcome) {
      return new Outcome(
          orderNumber, type, completedNanos, Outcome.Result.REJECTED, -1, -1, outcome.errorClass());
    }

    @Override
    public Outcome indeterminate(SendOutcome.Indeterminate outcome) {
      return new Outcome(
          orderNumber,
          type,
          completedNanos,
          Outcome.Result.INDETERMINATE,
          -1,
          -1,
          outcome.errorClass());
    }
  }
}
