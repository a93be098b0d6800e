package io.orderstorm.simulator.broker;

import java.util.Map;

/** How soon the cluster notices a dead broker. */
public enum FailureDetection {
  /** Kafka's own time-outs: a dead leader is replaced after about ten seconds. */
  DEFAULT,

  /** Time-outs of one to two seconds: a dead leader is replaced after about three. */
  FAST;

  private static final Map<String, String> FAST_SETTINGS =
      Map.of(
          "broker.session.timeout.ms", "2000",
          "broker.heartbeat.interval.ms", "400",
          "controller.quorum.fetch.timeout.ms", "1000",
          "controller.quorum.election.timeout.ms", "500",
          "replica.lag.time.max.ms", "2000");

  Map<String, String> settings() {
    return this == FAST ? FAST_SETTINGS : Map.of();
  }
}
