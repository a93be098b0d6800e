package io.orderstorm.simulator.broker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run's brokers are set up, wherever they are: nothing here depends on the place.
 *
 * @param properties in Kafka's own words
 */
public record BrokerTuning(Map<String, String> properties) {

  private static final int MOST_REPLICAS = 3;

  public BrokerTuning {
    properties = Map.copyOf(properties);
  }

  /** The settings of each broker of a cluster of so many. */
  public static BrokerTuning of(int brokers, FailureDetection detection) {
    int replication = Math.min(MOST_REPLICAS, brokers);
    var properties = smallMachine(replication);
    properties.put("auto.create.topics.enable", "false");
    properties.put("default.replication.factor", Integer.toString(replication));
    properties.put("controlled.shutdown.max.retries", "1");
    properties.putAll(detection.settings());
    return new BrokerTuning(properties);
  }

  /**
   * Three brokers share two cores with everything else; session floors are low so that scenarios
   * can set short ones.
   */
  private static Map<String, String> smallMachine(int replication) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("num.network.threads", "1");
    properties.put("num.io.threads", "2");
    properties.put("num.replica.fetchers", "1");
    // without these a follower fetches for every append, and replication alone takes a core at 150
    // orders/s
    properties.put("replica.fetch.min.bytes", "65536");
    properties.put("replica.fetch.wait.max.ms", "40");
    properties.put("background.threads", "2");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("offsets.topic.num.partitions", "4");
    properties.put("offsets.topic.replication.factor", Integer.toString(replication));
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("transaction.state.log.replication.factor", Integer.toString(replication));
    properties.put("transaction.state.log.min.isr", Integer.toString(Math.max(1, replication - 1)));
    properties.put(
        "share.coordinator.state.topic.replication.factor", Integer.toString(replication));
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "500");
    properties.put("group.consumer.min.session.timeout.ms", "500");
    properties.put("group.consumer.min.heartbeat.interval.ms", "100");
    properties.put("log.message.timestamp.type", "LogAppendTime");
    return properties;
  }
}
