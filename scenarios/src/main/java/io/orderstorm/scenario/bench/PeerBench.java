package io.orderstorm.scenario.bench;

import io.orderstorm.scenario.drive.GeneratorMain;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Our generator, which makes, encodes and journals every order, against Kafka's own {@code
 * kafka-producer-perf-test}, which sends the same bytes again and again: same broker, topic and
 * producer settings, records of the same size, in turn, each in a JVM of its own. Uncompressed: its
 * random letters and our orders do not compress alike.
 */
public final class PeerBench {

  private static final String TOPIC = "orders";
  private static final int ROUNDS = 3;
  private static final int SECONDS = 8;
  private static final int SAMPLE = 2_000;
  private static final String FLOOR_RATE = "1000";
  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final Path folder;
  private final PrintStream out;
  private final GeneratorRounds rounds;

  public PeerBench(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
    this.rounds = new GeneratorRounds(folder, "none");
  }

  /** Runs the bench; about three minutes. */
  public void run() throws IOException {
    try (var broker = BenchBroker.start(folder)) {
      Path endpoints = rounds.endpoints(broker);
      SendFigures first =
          rounds.play(
              "size", GeneratorMain.class, GeneratorRounds.AS_FAST_AS_IT_GOES, SECONDS, endpoints);
      int size = meanSize(broker);
      out.printf(Locale.ROOT, "a record of ours weighs %d bytes with key and headers%n", size);
      ceilings(broker, endpoints, size, (long) first.acknowledgedPerSecond());
      floor(broker, endpoints, size);
    }
  }

  private void ceilings(BenchBroker broker, Path endpoints, int size, long about)
      throws IOException {
    var ratios = new ArrayList<Double>();
    for (int round = 1; round <= ROUNDS; round++) {
      double ours =
          rounds
              .play(
                  "ours-" + round,
                  GeneratorMain.class,
                  GeneratorRounds.AS_FAST_AS_IT_GOES,
                  SECONDS,
                  endpoints)
              .acknowledgedPerSecond();
      double theirs = peer(broker, "peer-" + round, size, about * SECONDS, about, "-1").perSecond();
      ratios.add(ours / theirs);
      out.printf(
          Locale.ROOT,
          "round %d   ours %,9.0f orders/s   kafka-producer-perf-test %,9.0f records/s   ratio"
              + " %.2f%n",
          round,
          ours,
          theirs,
          ours / theirs);
    }
    ratios.sort(null);
    out.printf(
        Locale.ROOT,
        "median ratio %.2f (ours, every order journalled / kafka-producer-perf-test; target 0.80 or"
            + " more)%n",
        ratios.get(ratios.size() / 2));
  }

  /** At a rate that strains nobody, what is left is the way to the broker and back. */
  private void floor(BenchBroker broker, Path endpoints, int size) throws IOException {
    SendFigures ours =
        rounds.play("floor", GeneratorMain.class, FLOOR_RATE + "/s", 2 * SECONDS, endpoints);
    long records = Long.parseLong(FLOOR_RATE) * 2 * SECONDS;
    PeerFigures theirs = peer(broker, "peer-floor", size, records, records / 3, FLOOR_RATE);
    out.printf(
        Locale.ROOT,
        "at %s/s   ours from the intended time p50 %.1f ms, p99 %.1f ms   kafka-producer-perf-test"
            + " from send() p50 %.0f ms, p99 %.0f ms%n",
        FLOOR_RATE,
        ours.latencyMs(50),
        ours.latencyMs(99),
        theirs.p50Ms(),
        theirs.p99Ms());
  }

  private PeerFigures peer(
      BenchBroker broker, String name, int size, long records, long warmUp, String throughput)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    var arguments =
        List.of(
            "--topic",
            TOPIC,
            "--bootstrap-server",
            broker.servers("producer"),
            "--num-records",
            Long.toString(records),
            "--warmup-records",
            Long.toString(warmUp),
            "--record-size",
            Integer.toString(size),
            "--throughput",
            throughput,
            "--command-property",
            "acks=all",
            "linger.ms=10",
            "compression.type=none",
            "buffer.memory=" + 64 * 1024 * 1024);
    try (ChildJvm child =
        ChildJvm.start(
            new Launch(
                name,
                ProducerPerformanceMain.class.getName(),
                arguments,
                Precedence.INSTRUMENT,
                Compilation.OPTIMISED,
                List.of("-Xmx512m", "-XX:+UseParallelGC"),
                log),
            message -> {})) {
      if (!child.awaitEnd(WITHIN)) {
        throw new IllegalStateException(name + " did not end; its log is " + log);
      }
    }
    PeerFigures figures = PeerFigures.of(Files.readAllLines(log));
    if (figures.records() != records - warmUp) {
      // its rate would be too low, and flatter us
      throw new IllegalStateException(
          String.format(
              "%s: %,d of %,d records were answered; its log is %s",
              name, figures.records(), records - warmUp, log));
    }
    return figures;
  }

  /** Of the first records: key, value and headers, which perf-test has none of. */
  private static int meanSize(BenchBroker broker) {
    Map<String, Object> configuration = Map.of("bootstrap.servers", broker.servers());
    var partition = new TopicPartition(TOPIC, 0);
    var deserializer = new ByteArrayDeserializer();
    long bytes = 0;
    int records = 0;
    try (var consumer = new KafkaConsumer<>(configuration, deserializer, deserializer)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (records < SAMPLE) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          bytes += record.serializedKeySize() + record.serializedValueSize();
          for (Header header : record.headers()) {
            bytes += header.key().length() + header.value().length;
          }
          records++;
        }
      }
    }
    return Math.toIntExact(bytes / records);
  }
}
