package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.client.NamedConsumer;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.store.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a stage's group, on a thread of its own: fetches, hands deliveries to {@link
 * Handling}, commits, pauses, and gives partitions away in good order.
 */
final class StageConsumer implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(StageConsumer.class);
  private static final Duration SHORTEST_POLL = Duration.ofMillis(2);
  private static final Duration HOT_GATHER = Duration.ofMillis(4);
  private static final Duration IDLE_POLL = Duration.ofMillis(100);
  private static final long COMMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
  private static final long NOT_COMMITTED = -1;

  private final StageContext stage;
  private final NamedConsumer consumer;
  private final List<String> topics;
  private final Notes notes;
  private final Handling handling;
  private final FatalListener fatal;
  private final Map<TopicPartition, PartitionWork> assigned = new HashMap<>();
  private volatile boolean stopping;
  private boolean circuitPause;
  private boolean mainPaused;
  private boolean retryPaused;
  private long nextCommitNanos;
  private boolean committing;

  StageConsumer(
      StageContext stage,
      NamedConsumer consumer,
      List<String> topics,
      Notes notes,
      FatalListener fatal) {
    this.stage = stage;
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.notes = notes;
    this.handling = new Handling(stage, notes);
    this.fatal = fatal;
  }

  String who() {
    return notes.who();
  }

  /** Asks the thread to finish what it has begun, commit, leave the group and end. */
  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(topics, this);
      while (!stopping) {
        turn();
      }
      LOG.info("{} finishes and leaves its group", notes.who());
      giveAway(assigned.keySet());
      consumer.close(CloseOptions.timeout(LAST_COMMIT));
    } catch (RuntimeException | Error e) {
      LOG.error("{} stops: {}", notes.who(), e.getMessage(), e);
      fatal.fatal(notes.who(), e);
    }
  }

  private void turn() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(pollTime())) {
      admit(record);
    }
    handling.turn(hasHotKey() ? HOT_GATHER : stage.gathering().waiting());
    control();
    commit();
  }

  /** A hot key goes no faster than one delivery after another: it must not wait for company. */
  private boolean hasHotKey() {
    for (PartitionWork work : assigned.values()) {
      if (work.hasHotKey()) {
        return true;
      }
    }
    return false;
  }

  /** Results of calls and acknowledgements don't end a poll, so it is short while any are due. */
  private Duration pollTime() {
    if (handling.isBusy()) {
      return hasHotKey() ? SHORTEST_POLL : stage.gathering().busyPoll();
    }
    long untilDue = handling.nextDueNanos() - stage.clock().nanos();
    return untilDue < IDLE_POLL.toNanos()
        ? Duration.ofNanos(Math.max(untilDue, 1_000_000))
        : IDLE_POLL;
  }

  private void admit(ConsumerRecord<byte[], byte[]> record) {
    PartitionWork work = assigned.get(new TopicPartition(record.topic(), record.partition()));
    if (work == null) {
      throw new IllegalStateException("a record of a partition that was not assigned: " + record);
    }
    String key = key(record);
    var origin = work.isRetry() ? stage.envelopes().origin(record) : position(record);
    Optional<RecordCheck.Objection> objection = RecordCheck.objection(record);
    if (objection.isPresent()) {
      refuse(new Delivery(work, record, key, origin, null), objection.get());
      return;
    }
    try {
      OrderEvent event = EventCodec.decode(record.value());
      objection = RecordCheck.objection(record.headers(), event.meta());
      if (objection.isPresent()) {
        refuse(new Delivery(work, record, key, origin, null), objection.get());
        return;
      }
      var delivery = new Delivery(work, record, key, origin, event);
      notes.of(StageEvent.DELIVERED, delivery, 0);
      if (work.admitInTurn(delivery)) {
        handling.ready(delivery);
      }
    } catch (UndecodableEventException e) {
      refuse(
          new Delivery(work, record, key, origin, null),
          new RecordCheck.Objection(e.reason().text(), String.valueOf(e.getMessage())));
    }
  }

  private void refuse(Delivery delivery, RecordCheck.Objection why) {
    notes.of(StageEvent.DELIVERED, delivery, 0);
    delivery.work().admit(delivery);
    handling.undecodable(delivery, why.errorClass(), why.message());
  }

  private static Position position(ConsumerRecord<byte[], byte[]> record) {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  /** A record without a key has no order to keep. */
  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null
        ? "-" + record.partition() + "-" + record.offset()
        : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** Stops fetching while the service is out or enough is in hand, and goes on afterwards. */
  private void control() {
    int buffer = stage.settings().tuning().buffer();
    int main = 0;
    int retry = 0;
    for (PartitionWork work : assigned.values()) {
      if (work.isRetry()) {
        retry += work.unfinished();
      } else {
        main += work.unfinished();
      }
    }
    // Something has to be in hand to ask the service with.
    boolean out =
        stage.settings().onOutage() == OnOutage.PAUSE
            && stage.breaker().isOpen()
            && main + retry > 0;
    if (out != circuitPause) {
      circuitPause = out;
      notes.circuit(out ? StageEvent.PAUSED : StageEvent.RESUMED);
    }
    boolean held = out || stage.overflow().isOpen();
    mainPaused = pause(false, mainPaused, held || main >= (mainPaused ? buffer / 2 : buffer));
    retryPaused = pause(true, retryPaused, held || retry >= (retryPaused ? buffer / 2 : buffer));
  }

  private boolean pause(boolean retry, boolean before, boolean now) {
    if (before != now) {
      List<TopicPartition> partitions =
          assigned.values().stream()
              .filter(work -> work.isRetry() == retry)
              .map(PartitionWork::partition)
              .toList();
      if (now) {
        consumer.pause(partitions);
      } else {
        consumer.resume(partitions);
      }
    }
    return now;
  }

  private void commit() {
    long now = stage.clock().nanos();
    if (committing || now < nextCommitNanos) {
      return;
    }
    nextCommitNanos = now + COMMIT_EVERY_NANOS;
    for (PartitionWork work : assigned.values()) {
      if (work.isIdle()) {
        consumer.position(work.partition()).ifPresent(work::passed);
      }
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(assigned.keySet());
    if (!offsets.isEmpty()) {
      offsets.forEach((partition, offset) -> work(partition).committed(offset.offset()));
      committing = true;
      consumer.commitAsync(
          offsets,
          (asked, error) -> {
            committing = false;
            committed(asked, error);
          });
    }
  }

  private void committed(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception error) {
    for (var entry : offsets.entrySet()) {
      PartitionWork work = assigned.get(entry.getKey());
      if (error == null) {
        notes.partition(StageEvent.COMMITTED, entry.getKey(), entry.getValue().offset());
      } else if (work != null) {
        work.committed(NOT_COMMITTED); // and so again with the next commit
      }
    }
    if (error != null) {
      LOG.warn("{} could not commit: {}", notes.who(), error.toString());
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (TopicPartition partition : partitions) {
      long offset = work(partition).toCommit();
      if (offset >= 0) {
        offsets.put(partition, new OffsetAndMetadata(offset));
      }
    }
    return offsets;
  }

  private PartitionWork work(TopicPartition partition) {
    PartitionWork work = assigned.get(partition);
    if (work == null) {
      throw new IllegalStateException(partition + " is not assigned");
    }
    return work;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      boolean retry = !stage.name().reads().contains(partition.topic());
      assigned.put(partition, new PartitionWork(partition, retry));
      handling.assigned(partition);
      notes.partition(StageEvent.ASSIGNED, partition, -1);
      if (retry ? retryPaused : mainPaused) {
        consumer.pause(List.of(partition));
      }
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    giveAway(partitions);
  }

  /** They are someone else's already: nothing can be committed. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warn("{} lost {}", notes.who(), partitions);
    Set.copyOf(partitions).forEach(this::abandon);
  }

  /** Finishes what is begun, so that nobody has to do it twice, commits, and lets go. */
  private void giveAway(Collection<TopicPartition> partitions) {
    List<PartitionWork> leaving =
        partitions.stream().filter(assigned::containsKey).map(this::work).toList();
    leaving.forEach(handling::close);
    finish(leaving);
    var offsets = toCommit(leaving.stream().map(PartitionWork::partition).toList());
    if (!offsets.isEmpty()) {
      try {
        consumer.commitSync(offsets, LAST_COMMIT);
        committed(offsets, null);
      } catch (KafkaException e) {
        LOG.warn("{} could not commit before leaving: {}", notes.who(), e.toString());
      }
    }
    leaving.forEach(work -> abandon(work.partition()));
  }

  private void finish(List<PartitionWork> leaving) {
    long patience = stage.settings().callTimeout().plusSeconds(1).toNanos();
    long giveUpNanos = stage.clock().nanos() + patience;
    while (leaving.stream().anyMatch(PartitionWork::isUnderWay)
        && stage.clock().nanos() < giveUpNanos) {
      handling.turn(Duration.ZERO);
      pauseBriefly();
    }
  }

  private static void pauseBriefly() {
    try {
      TimeUnit.MILLISECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void abandon(TopicPartition partition) {
    PartitionWork work = assigned.remove(partition);
    if (work != null) {
      handling.abandon(work);
      handling.letGo(partition);
      notes.partition(StageEvent.REVOKED, partition, -1);
    }
  }
}
