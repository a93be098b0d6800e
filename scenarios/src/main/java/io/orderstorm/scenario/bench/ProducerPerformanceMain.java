package io.orderstorm.scenario.bench;

import io.orderstorm.simulator.process.ParentLine;
import org.apache.kafka.tools.ProducerPerformance;

/** Kafka's own {@code kafka-producer-perf-test} in a process that ends with its parent. */
public final class ProducerPerformanceMain {

  private ProducerPerformanceMain() {}

  /**
   * Runs it.
   *
   * @param arguments its own
   */
  public static void main(String[] arguments) throws Exception {
    ParentLine.open(command -> {});
    ProducerPerformance.main(arguments);
  }
}
