package io.orderstorm.fault;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a fault is aimed at, as the scenario says it. Some targets are known by name, others only
 * when the fault is injected: the leader of a partition moves.
 */
public sealed interface Target {

  /** As a scenario writes it. */
  String text();

  <R> R match(Cases<R> cases);

  /**
   * Reads {@code leader(orders/0)}, {@code brokers}, {@code broker-2}, {@code controller}, {@code
   * consumer(payment)}, {@code consumer(payment/1)}, or the name of a service or process.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static Target parse(String text) {
    return TargetText.parse(text);
  }

  /** A service or process by its name: {@code payment-provider}, {@code payment-consumer-1}. */
  record Named(String name) implements Target {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public Named {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "A target is a service's or process's name, 'brokers', 'broker-1', 'controller', 'consumer(stage)' or 'leader(topic/partition)', but is '"
                + name
                + "'");
      }
    }

    @Override
    public String text() {
      return name;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.named(this);
    }
  }

  /** Every broker of the cluster. */
  record AllBrokers() implements Target {
    @Override
    public String text() {
      return "brokers";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.allBrokers(this);
    }
  }

  /** One broker by its node id. */
  record Broker(int id) implements Target {
    public Broker {
      Required.notNegative(id, "A broker's id");
    }

    @Override
    public String text() {
      return "broker-" + id;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.broker(this);
    }
  }

  /** Whichever broker leads this partition at the moment of injection. */
  record Leader(String topic, int partition) implements Target {
    public Leader {
      Required.text(topic, "The topic of leader(topic/partition)");
      Required.notNegative(partition, "The partition of leader(" + topic + "/…)");
    }

    @Override
    public String text() {
      return "leader(" + topic + "/" + partition + ")";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leader(this);
    }
  }

  /** Whichever broker is the active controller of the quorum at the moment of injection. */
  record Controller() implements Target {
    @Override
    public String text() {
      return "controller";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.controller(this);
    }
  }

  /**
   * The consumers of a stage.
   *
   * @param member one of them, counted from 0; empty for all
   */
  record Consumer(String stage, OptionalInt member) implements Target {
    public Consumer {
      Required.text(stage, "The stage of consumer(stage)");
      member.ifPresent(
          number -> Required.notNegative(number, "The number of consumer(" + stage + "/…)"));
    }

    @Override
    public String text() {
      return "consumer(" + stage + (member.isPresent() ? "/" + member.getAsInt() : "") + ")";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.consumer(this);
    }
  }

  /** One function for each kind of target. */
  interface Cases<R> {
    R named(Named target);

    R allBrokers(AllBrokers target);

    R broker(Broker target);

    R leader(Leader target);

    R controller(Controller target);

    R consumer(Consumer target);
  }
}
