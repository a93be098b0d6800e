package io.orderstorm.report.cost;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes through a topic.
 *
 * @param owner the team that it belongs to
 * @param mostConsumers of any group that reads it; 0 if none does
 * @param replication copies of each record
 * @param retention how long a record is kept
 * @param recordsPer1000 records for each 1,000 orders
 * @param bytesPerRecord on disk, of one copy; null if it was not measured
 * @param highWaterPerSecond the most records a second that one of its partitions was seen to take
 *     in; null if that was not measured
 */
public record TopicQuantity(
    String topic,
    String owner,
    int partitions,
    int mostConsumers,
    int replication,
    Duration retention,
    double recordsPer1000,
    @Nullable Double bytesPerRecord,
    @Nullable Double highWaterPerSecond) {

  /** The seconds of a month of 730 hours. */
  static final double MONTH_SECONDS = 730 * 3_600.0;

  public TopicQuantity {
    if (partitions < 1 || replication < 1 || mostConsumers < 0) {
      throw new IllegalArgumentException(
          topic
              + " has at least one partition and one copy, was: "
              + partitions
              + ", "
              + replication);
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(topic + " keeps records for a while, was: " + retention);
    }
  }

  /** Bytes of one copy for each 1,000 orders; null if bytes were not measured. */
  public @Nullable Double bytesPer1000() {
    if (recordsPer1000 == 0) {
      return 0.0;
    }
    return bytesPerRecord == null ? null : recordsPer1000 * bytesPerRecord;
  }

  /**
   * Bytes of all copies once the topic has been in use for its retention at a rate: what comes in a
   * second, times the seconds that it is kept, times the copies.
   */
  public @Nullable Double retainedBytes(double ordersPerSecond) {
    Double each = bytesPer1000();
    return each == null
        ? null
        : each / 1_000 * ordersPerSecond * retention.toNanos() / 1e9 * replication;
  }

  /** Byte-months of all copies for each 1,000 orders. */
  @Nullable Double byteMonthsPer1000() {
    Double each = bytesPer1000();
    return each == null ? null : each * replication * (retention.toNanos() / 1e9) / MONTH_SECONDS;
  }

  /**
   * How full a partition is on average at a rate, against the most that one was seen to take in.
   */
  public @Nullable Double utilisation(double ordersPerSecond) {
    return highWaterPerSecond == null || highWaterPerSecond == 0
        ? null
        : Double.valueOf(
            recordsPer1000 / 1_000 * ordersPerSecond / partitions / highWaterPerSecond);
  }

  /**
   * Partitions beyond what consumers and records at a rate ask for: each consumer of the largest
   * group has one, and none has to take in more than one was seen to. Null if it was not measured
   * how much one takes in: how many are spare is not known then.
   */
  public @Nullable Integer sparePartitions(double ordersPerSecond) {
    Double full = utilisation(ordersPerSecond);
    if (full == null) {
      return null;
    }
    int forRecords = (int) Math.ceil(full * partitions - 1e-9);
    return Math.max(0, partitions - Math.max(Math.max(1, mostConsumers), forRecords));
  }
}
