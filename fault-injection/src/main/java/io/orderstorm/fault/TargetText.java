package io.orderstorm.fault;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The notation of targets. */
final class TargetText {

  private static final Pattern LEADER =
      Pattern.compile("leader\\(\\s*([A-Za-z0-9._-]+)/(\\d{1,6})\\s*\\)");
  private static final Pattern CONSUMER =
      Pattern.compile("consumer\\(\\s*([A-Za-z0-9._-]+)(?:/(\\d{1,6}))?\\s*\\)");
  private static final Pattern BROKER = Pattern.compile("broker-(\\d{1,6})");

  private TargetText() {}

  static Target parse(String text) {
    var trimmed = text.trim();
    if (trimmed.equals("brokers")) {
      return new Target.AllBrokers();
    }
    if (trimmed.equals("controller")) {
      return new Target.Controller();
    }
    var broker = BROKER.matcher(trimmed);
    if (broker.matches()) {
      return new Target.Broker(Integer.parseInt(broker.group(1)));
    }
    var leader = LEADER.matcher(trimmed);
    if (leader.matches()) {
      return new Target.Leader(leader.group(1), Integer.parseInt(leader.group(2)));
    }
    var consumer = CONSUMER.matcher(trimmed);
    if (consumer.matches()) {
      return new Target.Consumer(
          consumer.group(1),
          consumer.group(2) == null
              ? OptionalInt.empty()
              : OptionalInt.of(Integer.parseInt(consumer.group(2))));
    }
    return new Target.Named(trimmed);
  }
}
