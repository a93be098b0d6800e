package io.orderstorm.scenario.engine;

import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.injection.Effect;
import io.orderstorm.fault.injection.MessagePort;
import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Injection;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.simulator.event.EventHeaders;
import io.orderstorm.simulator.event.Poison;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.time.RunClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Adds poison to {@code orders}, over the direct listeners and beside the generator: each message
 * fault has a producer and a thread of its own. Every position that a broker acknowledged is
 * journalled, so that the dead-letter queues can be checked exactly.
 */
final class PoisonInjection implements MessagePort, AutoCloseable {

  private static final List<String> TOPICS = List.of("orders");

  private final String bootstrapServers;
  private final OrderProfile profile;
  private final Schedule schedule;
  private final RunClock clock;
  private final RecordWriter<Injection> journal;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  PoisonInjection(
      String bootstrapServers,
      OrderProfile profile,
      Schedule schedule,
      RunClock clock,
      RunFolder folder,
      List<String> faults) {
    this.bootstrapServers = bootstrapServers;
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
            });
  }

  private final class Running {
    private final MessageFault fault;
    private final long began;
    private final List<MessageFault.Kind> kinds;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Poison poison = new Poison(new OrderGenerator(profile));
    private final AtomicLong acknowledged = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private long sent;

    private Running(MessageFault fault, long began) {
      this.fault = fault;
      this.began = began;
      this.kinds = List.copyOf(fault.kinds());
      this.producer =
          new KafkaProducer<>(
              Map.of(
                  ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  ProducerConfig.CLIENT_ID_CONFIG,
                  "poison",
                  ProducerConfig.ACKS_CONFIG,
                  "all",
                  ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                  false),
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
        send(numbers.getAndIncrement(), kinds.get((int) (sent % kinds.size())));
        sent++;
      }
    }

    private void send(long number, MessageFault.Kind kind) {
      byte[] value =
          switch (kind) {
            case MALFORMED -> poison.malformed(number);
            case UNKNOWN_SCHEMA -> poison.unknownSchema(number);
            case NEGATIVE_AMOUNT -> poison.negativeAmount(number);
          };
      var record = new ProducerRecord<>(fault.topic(), poison.key(number), value);
      EventHeaders.put(record.headers(), EventHeaders.SYNTHETIC, "1");
      EventHeaders.put(record.headers(), EventHeaders.INJECTED, fault.name());
      long at = clock.nanos();
      var unused =
          producer.send(
              record,
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
                        Injection.Disposition.DEAD_LETTERED));
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
      return new Effect(
          acknowledged.get() > 0,
          acknowledged.get() + " of " + sent + " poison records acknowledged on " + fault.topic());
    }
  }
}
