package io.orderstorm.report.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What the brokers kept of each topic when sessions ended, from their {@code log-sizes.csv}.
 *
 * @param topics by name; a topic without records has none
 */
public record LogSizes(Map<String, Topic> topics) {

  /**
   * What is kept of a topic.
   *
   * @param bytes on disk, of one copy: the mean of all copies of each partition
   * @param records that were ever written to it
   */
  public record Topic(double bytes, long records) {
    private Topic plus(Topic other) {
      return new Topic(bytes + other.bytes, records + other.records);
    }
  }

  /** The rows of one partition. */
  private static final class Partition {
    private double bytes;
    private int copies;
    private long records;
  }

  public LogSizes {
    topics = new TreeMap<>(topics);
  }

  /** Bytes of a record on disk; empty if nothing is known of its topic. */
  public Optional<Double> bytesPerRecord(String topic) {
    return Optional.ofNullable(topics.get(topic))
        .filter(of -> of.records() > 0)
        .map(of -> of.bytes() / of.records());
  }

  /**
   * Reads those of several sessions; older ones have none.
   *
   * @throws UnreadableRecordsException if a file is not as described
   */
  public static LogSizes read(List<RunFolder> sessions) {
    Map<String, Topic> topics = new TreeMap<>();
    for (RunFolder session : sessions) {
      if (Files.exists(session.logSizes())) {
        read(session.logSizes()).forEach((name, topic) -> topics.merge(name, topic, Topic::plus));
      }
    }
    return new LogSizes(topics);
  }

  private static Map<String, Topic> read(Path file) {
    Map<String, Map<Integer, Partition>> partitions = new TreeMap<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, format)) {
      for (CSVRecord line : parser) {
        Partition partition =
            partitions
                .computeIfAbsent(line.get("topic"), topic -> new TreeMap<>())
                .computeIfAbsent(Integer.parseInt(line.get("partition")), p -> new Partition());
        partition.bytes += Long.parseLong(line.get("bytes"));
        partition.copies++;
        partition.records = Math.max(partition.records, Long.parseLong(line.get("records")));
      }
    } catch (IllegalArgumentException altered) {
      throw new UnreadableRecordsException(file, "it is not as written: " + altered.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
    Map<String, Topic> topics = new TreeMap<>();
    partitions.forEach(
        (topic, of) -> {
          double bytes = of.values().stream().mapToDouble(p -> p.bytes / p.copies).sum();
          long records = of.values().stream().mapToLong(p -> p.records).sum();
          if (records > 0) {
            topics.put(topic, new Topic(bytes, records));
          }
        });
    return topics;
  }
}
