package io.orderstorm.simulator.stage;

import io.orderstorm.simulator.downstream.DownstreamClient;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.time.RunClock;
import io.orderstorm.simulator.topic.StageName;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.Producer;

/** What the consumers of a stage share. */
record StageContext(
    StageSettings settings,
    Versions versions,
    Envelopes envelopes,
    OrderStore store,
    DownstreamClient downstream,
    CircuitBreaker breaker,
    OverflowBreaker overflow,
    CallSlots slots,
    Gathering gathering,
    Semaphore lone,
    Producer<byte[], byte[]> producer,
    StageRecorder recorder,
    RunClock clock) {

  StageName name() {
    return settings.name();
  }
}
