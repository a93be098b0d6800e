package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules.Severity;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Stage;
import java.util.ArrayList;
import java.util.List;

/** The alerts' names, each with what it is about in front: {@code payment-lag}. */
public final class AlertNames {

  /** No order has arrived for longer than the schedule explains. */
  public static final String NO_ORDERS = "no-orders-arrive";

  /** The brokers do not tell the groups' offsets. */
  public static final String BROKERS = "brokers-do-not-answer";

  /** A broker is no longer a member of the cluster. */
  public static final String BROKER_MISSING = "broker-missing";

  private AlertNames() {}

  /** What an alert on an error budget is called for those who are told of it in this way. */
  public static String of(String name, Severity severity) {
    return severity == Severity.PAGE ? name : name + "-" + severity.word();
  }

  /** A group's lag is above its bound for too much of the time. */
  public static String lag(String group) {
    return group + "-lag";
  }

  /** The same while a replay writes. */
  public static String replayOverload(String group) {
    return group + "-replay-overload";
  }

  /** Too many calls of a service fail. */
  public static String errors(String service) {
    return service + "-errors";
  }

  /** A group writes dead letters faster than usual. */
  public static String deadLetters(String group) {
    return group + "-dead-letters";
  }

  /** A dead letter of a group has lain untouched for too long. */
  public static String deadLetterAge(String group) {
    return group + "-dead-letter-age";
  }

  /** A stage has given up calling its service for a while. */
  public static String circuitOpen(String stage) {
    return stage + "-circuit-open";
  }

  /** So many of a stage's last events were dead letters that it has paused. */
  public static String deadLetterOverflow(String stage) {
    return stage + "-dead-letter-overflow";
  }

  /** All that a pipeline can raise. */
  public static List<String> of(PipelineSpec pipeline) {
    var names = new ArrayList<String>();
    for (Stage stage : pipeline.stages()) {
      for (Severity severity : Severity.values()) {
        names.add(of(lag(stage.name()), severity));
        names.add(of(replayOverload(stage.name()), severity));
        names.add(of(errors(stage.downstream().service()), severity));
      }
      names.add(deadLetters(stage.name()));
      names.add(deadLetterAge(stage.name()));
      names.add(circuitOpen(stage.name()));
      names.add(deadLetterOverflow(stage.name()));
    }
    names.add(NO_ORDERS);
    names.add(BROKERS);
    names.add(BROKER_MISSING);
    return names;
  }
}
