package io.orderstorm.simulator.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void aTimeoutWithinSendIsRejectedBecauseNoBatchHeldTheRecord() {
    assertThat(Refusals.outcome(new TimeoutException("no metadata"), true))
        .isEqualTo(new SendOutcome.Rejected("TimeoutException", "no metadata"));
  }

  @Test
  void anExpiredBatchIsIndeterminateBecauseItMayHaveLanded() {
    assertThat(Refusals.outcome(new TimeoutException("expired"), false))
        .isEqualTo(new SendOutcome.Indeterminate("TimeoutException", "expired"));
  }

  @Test
  void aRecordThatIsTooLargeForTheBrokerIsRejected() {
    assertThat(Refusals.outcome(new RecordTooLargeException("1 MB"), false))
        .isInstanceOf(SendOutcome.Rejected.class);
  }

  @Test
  void anAppendWithTooFewReplicasIsIndeterminate() {
    assertThat(Refusals.outcome(new NotEnoughReplicasAfterAppendException("2 of 3"), false))
        .isInstanceOf(SendOutcome.Indeterminate.class);
  }
}
