package io.orderstorm.scenario.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerFiguresTest {

  /** As version 4.4.0 writes it. */
  @Test
  void theSteadyStateIsWhatCounts() {
    PeerFigures figures =
        PeerFigures.of(
            List.of(
                "25000 records sent, 4999.0 records/sec (1.43 MB/sec), 3.1 ms avg latency, 210.0 ms max latency.",
                "100000 records sent, 41000.5 records/sec (11.73 MB/sec), 9.00 ms avg latency, 210.00 ms max latency, 5 ms 50th, 30 ms 95th, 80 ms 99th, 200 ms 99.9th.",
                "80000 steady state records sent, 52000.25 records/sec (14.87 MB/sec), 7.00 ms avg latency, 60.00 ms max latency, 4 ms 50th, 12 ms 95th, 33 ms 99th, 59 ms 99.9th."));

    assertThat(figures).isEqualTo(new PeerFigures(80_000, 52_000.25, 4, 33));
  }

  @Test
  void noRecordsAreNoFigure() {
    assertThatThrownBy(
            () ->
                PeerFigures.of(
                    List.of(
                        "0 steady state records sent, NaN records/sec (NaN MB/sec), NaN ms avg latency, 0.00 ms max latency, 0 ms 50th, 0 ms 95th, 0 ms 99th, 0 ms 99.9th.")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aToolThatSaysNothingIsNoFigure() {
    assertThatThrownBy(() -> PeerFigures.of(List.of("TimeoutException: no metadata")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no metadata");
  }
}
