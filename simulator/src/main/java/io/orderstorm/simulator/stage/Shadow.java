package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.client.NamedConsumer;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.event.UndecodableEventException;
import io.orderstorm.simulator.store.OrderHistory;
import io.orderstorm.simulator.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The candidate beside the stable version: given every event of the stage's topics in a group of
 * its own, from the moment on that it joined, it decides, and nothing comes of that: no call, no
 * row in the store, no outcome, no dead letter, no committed offset. On a thread of its own.
 */
final class Shadow implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final StageContext stage;
  private final NamedConsumer consumer;
  private volatile boolean stopping;

  Shadow(StageContext stage, NamedConsumer consumer) {
    this.stage = stage;
    this.consumer = consumer;
  }

  /** A record that can be read. */
  private record Delivered(ConsumerRecord<byte[], byte[]> record, OrderEvent event) {}

  void stop() {
    stopping = true;
  }

  /** It may fail without harm to the stage; then it decides nothing more, which is seen. */
  @Override
  public void run() {
    try {
      consumer.subscribe(stage.name().reads(), new NothingToDo());
      while (!stopping) {
        decide(readable(consumer.poll(POLL)));
      }
    } catch (RuntimeException e) {
      LOG.error("the shadow of {} stops: {}", stage.name().group(), e.getMessage(), e);
    } finally {
      consumer.close(CloseOptions.timeout(LEAVE));
    }
  }

  private static List<Delivered> readable(List<ConsumerRecord<byte[], byte[]>> records) {
    var readable = new ArrayList<Delivered>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (RecordCheck.objection(record).isEmpty()) {
        try {
          readable.add(new Delivered(record, EventCodec.decode(record.value())));
        } catch (UndecodableEventException e) {
          LOG.debug("not readable by any version: {}", e.getMessage());
        }
      }
    }
    return readable;
  }

  private void decide(List<Delivered> batch) {
    if (batch.isEmpty()) {
      return;
    }
    long began = stage.clock().nanos();
    long[] orders =
        batch.stream().mapToLong(one -> one.event().meta().orderNumber()).distinct().toArray();
    Map<Long, OrderHistory> histories;
    try {
      histories = stage.store().histories(stage.name(), orders);
    } catch (StoreUnavailableException e) {
      LOG.warn("the shadow of {} skips {} events: {}", stage.name().group(), batch.size(), e);
      return;
    }
    StageLogic candidate = stage.versions().logic(HandlerVersion.CANDIDATE);
    for (Delivered one : batch) {
      OrderHistory history =
          histories.getOrDefault(one.event().meta().orderNumber(), OrderHistory.BLANK);
      note(one, candidate.decide(one.event(), history), began);
    }
  }

  private void note(Delivered one, Decision decision, long began) {
    long now = stage.clock().nanos();
    stage
        .recorder()
        .handled(
            HandlingNotes.inShadow(one.record(), one.event().meta(), decision, now, now - began));
  }

  /** A shadow holds nothing that it would have to give away. */
  private static final class NothingToDo implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("the shadow reads {}", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      LOG.info("the shadow leaves {}", partitions);
    }
  }
}
