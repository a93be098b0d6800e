package io.orderstorm.scenario.bench;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.record.Send;
import java.time.Duration;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * A journal's figures after a warm-up: what was acknowledged per second, and how late orders were
 * sent and answered.
 *
 * @param acknowledgedPerSecond between the end of the warm-up and the last acknowledgement
 * @param slip sent less intended, in nanoseconds
 * @param latency acknowledged less intended, in nanoseconds
 */
record SendFigures(double acknowledgedPerSecond, Histogram slip, Histogram latency) {

  private static final String GENERATOR = "generator-1";
  private static final int DIGITS = 3;

  /** Reads a run's journal, leaving out what was sent within {@code warmup} of the first send. */
  static SendFigures of(RunFolder run, Duration warmup) {
    var intended = new Column();
    var slip = new Histogram(DIGITS);
    var first = new long[] {Long.MAX_VALUE};
    RecordReader.forEach(
        run.sends(GENERATOR),
        Send.KIND,
        send -> {
          first[0] = Math.min(first[0], send.sentNanos());
          boolean counts = send.sentNanos() - first[0] >= warmup.toNanos();
          intended.set((int) send.orderNumber(), counts ? send.intendedNanos() : Column.NONE);
          if (counts) {
            slip.recordValue(Math.max(0, send.sentNanos() - send.intendedNanos()));
          }
        });
    var latency = new Histogram(DIGITS);
    var last = new long[1];
    RecordReader.forEach(
        run.outcomes(GENERATOR),
        Outcome.KIND,
        outcome -> {
          long meant = intended.get((int) outcome.orderNumber());
          if (meant != Column.NONE && outcome.result() == Outcome.Result.ACKNOWLEDGED) {
            latency.recordValue(Math.max(0, outcome.completedNanos() - meant));
            last[0] = Math.max(last[0], outcome.completedNanos());
          }
        });
    double seconds = (last[0] - first[0] - warmup.toNanos()) / 1e9;
    return new SendFigures(latency.getTotalCount() / seconds, slip, latency);
  }

  double slipMs(double percentile) {
    return slip.getValueAtPercentile(percentile) / 1e6;
  }

  double latencyMs(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }

  /** A growing column of longs by order number. */
  private static final class Column {
    private static final long NONE = Long.MIN_VALUE;
    private long[] values = new long[1 << 16];

    private void set(int index, long value) {
      if (index >= values.length) {
        values = Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
      }
      values[index] = value;
    }

    private long get(int index) {
      return index < values.length ? values[index] : NONE;
    }
  }
}
