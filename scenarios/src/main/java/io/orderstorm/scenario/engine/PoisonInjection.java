package io.orderstorm.scenario.engine;

import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.MessagePort;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Injection;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.time.RunClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Adds poison to {@code orders}, over the direct listeners and beside the generator: each message
 * fault has a producer and a thread of its own. Every position that a broker acknowledged is
 * journalled, so that the dead-letter queues can be checked exactly.
 */
final class PoisonInjection implements MessagePort, AutoCloseable {

  private static final List<String> TOPICS = List.of("orders");

  /** What is sent again is older than this, so that the first of the two is handled first. */
  private static final Duration TO_BE_HANDLED = Duration.ofSeconds(5);

  private final ClusterAccess cluster;
  private final LongSupplier crashes;
  private final OrderProfile profile;
  private final Schedule schedule;
  private final RunClock clock;
  private final RecordWriter<Injection> journal;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  PoisonInjection(
      ClusterAccess cluster,
      OrderProfile profile,
      Schedule schedule,
      RunClock clock,
      RunFolder folder,
      List<String> faults,
      LongSupplier crashes) {
    this.cluster = cluster;
    this.crashes = crashes;
    this.profile = profile;
    this.schedule = schedule;
    this.clock = clock;
    List<String> kinds =
        Arrays.stream(MessageFault.Kind.values()).map(MessageFault.Kind::text).toList();
    this.journal =
        RecordWriter.create(
            folder.injected(), Injection.KIND, Injection.header(faults, kinds, TOPICS));
  }

  @Override
  public void start(MessageFault fault) {
    // the fault counts from here: what setting up a producer takes is made up for
    long began = clock.nanos();
    var poisoning = new Running(fault, began);
    running.put(fault.name(), poisoning);
    poisoning.thread.start();
  }

  @Override
  public Effect stop(MessageFault fault) {
    Running poisoning = running.remove(fault.name());
    return poisoning == null ? Effect.missing("nothing was added") : poisoning.stop();
  }

  @Override
  public void close() {
    running.values().forEach(Running::stop);
    journal.close();
  }

  /** What the journal says of a kind. */
  static Injection.Disposition expected(MessageFault.Kind kind) {
    return switch (kind.disposition()) {
      case DEAD_LETTERED -> Injection.Disposition.DEAD_LETTERED;
      case IGNORED -> Injection.Disposition.IGNORED;
      case PROCESSED_SLOWLY -> Injection.Disposition.PROCESSED_SLOWLY;
    };
  }

  /** How many records a fault has added by a moment of its own time. */
  private double dueBy(MessageFault fault, Duration since) {
    return fault
        .amount()
        .match(
            new MessageFault.AmountCases<>() {
              @Override
              public Double share(MessageFault.Share amount) {
                double orders =
                    schedule.expectedOrdersBy(fault.at().plus(since))
                        - schedule.expectedOrdersBy(fault.at());
                return orders * amount.ofOfferedLoad().value();
              }

              @Override
              public Double count(MessageFault.Count amount) {
                return amount.records() * (double) since.toNanos() / fault.lasting().toNanos();
              }

              @Override
              public Double positions(MessageFault.Positions amount) {
                double orders = schedule.expectedOrdersBy(fault.at().plus(since));
                return (double) amount.orders().stream().filter(order -> order <= orders).count();
              }
            });
  }

  private final class Running {
    private final MessageFault fault;
    private final long began;
    private final List<MessageFault.Kind> kinds;
    private final KafkaProducer<byte[], byte[]> producer;
    private final PoisonRecords records;
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private final long crashesBefore = crashes.getAsLong();
    private long sent;

    private Running(MessageFault fault, long began) {
      this.fault = fault;
      this.began = began;
      this.kinds = List.copyOf(fault.kinds());
      this.records = new PoisonRecords(fault, profile);
      this.producer =
          new KafkaProducer<>(
              cluster.client(
                  Map.of(
                      ProducerConfig.CLIENT_ID_CONFIG,
                      "poison",
                      ProducerConfig.ACKS_CONFIG,
                      "all",
                      ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                      false)),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      this.thread = new Thread(this::add, "poison-" + fault.name());
      this.thread.setDaemon(true);
    }

    private void add() {
      while (!stopping) {
        sendUntil(Duration.ofNanos(Math.min(clock.nanos() - began, fault.lasting().toNanos())));
        try {
          Thread.sleep(5);
        } catch (InterruptedException e) {
          return;
        }
      }
      sendUntil(Duration.ofNanos(Math.min(clock.nanos() - began, fault.lasting().toNanos())));
    }

    private void sendUntil(Duration since) {
      // the k-th record stands in the middle of its share
      while (sent + 0.5 <= dueBy(fault, since)) {
        send(numbers.getAndIncrement(), kinds.get((int) (sent % kinds.size())), since);
        sent++;
      }
    }

    private void send(long number, MessageFault.Kind kind, Duration since) {
      var record = records.record(kind, number, orderPlacedBefore(since));
      long at = clock.nanos();
      var unused =
          producer.send(
              cluster.names().record(record),
              (metadata, error) -> {
                boolean landed = error == null && metadata != null;
                journal.append(
                    new Injection(
                        fault.name(),
                        kind.text(),
                        fault.topic(),
                        landed ? metadata.partition() : -1,
                        landed ? metadata.offset() : -1,
                        at,
                        landed,
                        expected(kind)));
                if (landed) {
                  acknowledged.incrementAndGet();
                }
              });
    }

    private Effect stop() {
      stopping = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      producer.close();
      journal.flush();
      boolean flowed = acknowledged.get() > 0 && sent >= leastToSend();
      String text =
          acknowledged.get() + " of " + sent + " poison records acknowledged on " + fault.topic();
      if (!fault.crashes()) {
        return new Effect(flowed, text);
      }
      long died = crashes.getAsLong() - crashesBefore;
      return new Effect(flowed && died > 0, text + "; consumers died of it " + died + " times");
    }

    /** Positions are named one by one: if one lies behind the fault's end, it was missed. */
    private long leastToSend() {
      return fault.amount() instanceof MessageFault.Positions named ? named.orders().size() : 1;
    }

    /** An order that the pipeline has had time to handle, if it keeps up. */
    private long orderPlacedBefore(Duration since) {
      Duration then = fault.at().plus(since).minus(TO_BE_HANDLED);
      return then.isNegative() ? 0 : Math.max(0, (long) schedule.expectedOrdersBy(then) - 1);
    }
  }
}
