package io.orderstorm.scenario.bench;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code kafka-producer-perf-test} says of its records after its warm-up.
 *
 * @param records that were answered
 * @param perSecond records that were acknowledged per second, after its warm-up
 * @param p50Ms whole milliseconds from the call of {@code send} to the answer, as it counts them
 * @param p99Ms the same
 */
record PeerFigures(long records, double perSecond, double p50Ms, double p99Ms) {

  private static final Pattern SUMMARY =
      Pattern.compile(
          "([1-9]\\d*) steady state records sent, ([\\d.]+) records/sec .*?, (\\d+) ms 50th, \\d+ ms 95th, (\\d+) ms"
              + " 99th, .*");

  /**
   * Reads its output.
   *
   * @throws IllegalStateException if it says nothing of its steady state; it ends with status 0
   *     even if no record arrived
   */
  static PeerFigures of(List<String> output) {
    return output.stream()
        .map(line -> SUMMARY.matcher(line.strip()))
        .filter(Matcher::matches)
        .reduce((earlier, later) -> later)
        .map(
            found ->
                new PeerFigures(
                    Long.parseLong(found.group(1)),
                    Double.parseDouble(found.group(2)),
                    Double.parseDouble(found.group(3)),
                    Double.parseDouble(found.group(4))))
        .orElseThrow(
            () -> new IllegalStateException("kafka-producer-perf-test gave no summary: " + output));
  }
}
