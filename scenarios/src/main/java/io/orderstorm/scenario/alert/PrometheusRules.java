package io.orderstorm.scenario.alert;

import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.AlertRules.Burn;
import io.orderstorm.scenario.model.AlertRules.Severity;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.topic.StageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The alerts of a scenario as a rules file for Prometheus, with production's windows. Lag, offsets
 * and brokers have the names of kafka_exporter, calls and replayed messages those of
 * OpenTelemetry's semantic conventions, circuits those of Resilience4j.
 *
 * <p>One difference to the run remains: {@code avg_over_time} knows only the time for which there
 * are samples, so a budget that has just begun to be watched burns faster there.
 */
public final class PrometheusRules {

  private static final String LAG = "consumergroup:kafka_consumergroup_lag:over_bound";
  private static final String LAG_DURING_REPLAY =
      "consumergroup:kafka_consumergroup_lag:over_bound_during_replay";
  private static final String CALLS = "http_client_request_duration_seconds_count";

  private final Scenario scenario;
  private final AlertRules rules;

  private PrometheusRules(Scenario scenario) {
    this.scenario = scenario;
    this.rules = scenario.alerts();
  }

  /** The rules file's text, YAML. */
  public static String of(Scenario scenario) {
    return new PrometheusRules(scenario).text();
  }

  private String text() {
    var groups = new ArrayList<Map<String, Object>>();
    groups.add(group("orderstorm-recorded", recorded()));
    for (Stage stage : scenario.pipeline().stages()) {
      groups.add(group("orderstorm-" + stage.name(), ofStage(stage)));
    }
    groups.add(group("orderstorm-ingestion", ofIngestion()));
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(10_000).build();
    return new Dump(settings).dumpToString(Map.of("groups", groups));
  }

  private static Map<String, Object> group(String name, List<Map<String, Object>> rules) {
    var group = new LinkedHashMap<String, Object>();
    group.put("name", name);
    group.put("interval", "15s");
    group.put("rules", rules);
    return group;
  }

  private List<Map<String, Object>> recorded() {
    var recorded = new ArrayList<Map<String, Object>>();
    for (Stage stage : scenario.pipeline().stages()) {
      String group = label("consumergroup", stage.name());
      recorded.add(
          record(
              LAG,
              stage.name(),
              "sum by (consumergroup) (kafka_consumergroup_lag{"
                  + group
                  + "}) > bool "
                  + rules.lag().bounds().get(stage.name())));
      recorded.add(
          record(
              LAG_DURING_REPLAY,
              stage.name(),
              LAG
                  + "{"
                  + group
                  + "} * on () group_left ()"
                  + " ((sum(rate(messaging_client_sent_messages_total{messaging_client_id=~\"orderstorm-replay.*\"}[5m]))"
                  + " > bool 0) or vector(0))"));
    }
    return recorded;
  }

  /** The group's label, which its figures have anyway, tells the rules of one name apart. */
  private static Map<String, Object> record(String name, String group, String expression) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("record", name);
    rule.put("expr", expression);
    rule.put("labels", Map.of("consumergroup", group));
    return rule;
  }

  private List<Map<String, Object>> ofStage(Stage stage) {
    String name = stage.name();
    String service = stage.downstream().service();
    String group = "{" + label("consumergroup", name) + "}";
    var alerts = new ArrayList<Map<String, Object>>();
    alerts.addAll(
        burning(
            AlertNames.lag(name),
            name,
            rules.lag().objective(),
            window -> "avg_over_time(" + LAG + group + "[" + window + "])",
            name + " has lagged for too much of the time"));
    alerts.addAll(
        burning(
            AlertNames.replayOverload(name),
            name,
            rules.replay().objective(),
            window -> "avg_over_time(" + LAG_DURING_REPLAY + group + "[" + window + "])",
            name + " lags while a replay writes"));
    alerts.addAll(
        burning(
            AlertNames.errors(service),
            name,
            rules.downstream().objective(),
            window -> failing(service, window),
            "calls of " + service + " fail"));
    alerts.addAll(deadLetters(name));
    alerts.add(
        alert(
            AlertNames.circuitOpen(name),
            "resilience4j_circuitbreaker_state{" + label("name", service) + ",state=\"open\"} == 1",
            "",
            Severity.PAGE,
            name,
            name + " has given up calling " + service + " for a while"));
    return alerts;
  }

  private String failing(String service, String window) {
    String calls = label("server_address", service);
    return "sum(rate("
        + CALLS
        + "{"
        + calls
        + ",error_type!=\"\"}["
        + window
        + "])) / clamp_min(sum(rate("
        + CALLS
        + "{"
        + calls
        + "}["
        + window
        + "])), "
        + number(rules.downstream().leastCalls() / (double) seconds(window))
        + ")";
  }

  /** One rule for each severity: all pairs of windows that are told to the same people. */
  private List<Map<String, Object>> burning(
      String name, String stage, double objective, UnaryOperator<String> share, String summary) {
    var alerts = new ArrayList<Map<String, Object>>();
    for (Severity severity : rules.severities()) {
      String expression =
          rules.burns(severity).stream()
              .map(burn -> both(burn, objective, share))
              .collect(Collectors.joining(" or "));
      alerts.add(alert(AlertNames.of(name, severity), expression, "", severity, stage, summary));
    }
    return alerts;
  }

  private static String both(Burn burn, double objective, UnaryOperator<String> share) {
    String limit = number(burn.rate()) + " * " + number(1 - objective);
    return "("
        + share.apply(duration(burn.longWindow()))
        + " > "
        + limit
        + " and "
        + share.apply(duration(burn.shortWindow()))
        + " > "
        + limit
        + ")";
  }

  private List<Map<String, Object>> deadLetters(String stage) {
    StageName name = StageName.valueOf(stage.toUpperCase(Locale.ROOT));
    String topics =
        "{topic=~\""
            + name.reads().stream()
                .map(topic -> name.deadLetterTopic(topic).replace(".", "[.]"))
                .collect(Collectors.joining("|"))
            + "\"}";
    AlertRules.DeadLetters letters = rules.deadLetters();
    String within = duration(letters.within());
    String age = duration(letters.olderThan());
    return List.of(
        alert(
            AlertNames.deadLetters(stage),
            "sum(increase(kafka_topic_partition_current_offset"
                + topics
                + "["
                + within
                + "])) > "
                + letters.moreThan(),
            "",
            Severity.PAGE,
            stage,
            stage + " has written more than " + letters.moreThan() + " dead letters in " + within),
        alert(
            AlertNames.deadLetterAge(stage),
            "sum(clamp_min(kafka_topic_partition_current_offset"
                + topics
                + " offset "
                + age
                + " - kafka_topic_partition_oldest_offset"
                + topics
                + ", 0)) > 0",
            "",
            Severity.TICKET,
            stage,
            "dead letters of "
                + stage
                + " lie for longer than "
                + age
                + "; what was dealt with counts until it is deleted from the topic"));
  }

  private List<Map<String, Object>> ofIngestion() {
    return List.of(
        alert(
            AlertNames.NO_ORDERS,
            "sum(rate(kafka_topic_partition_current_offset{topic=\"orders\"}[1m])) == 0",
            "1m",
            Severity.PAGE,
            "ingestion",
            "no order arrives"),
        alert(
            AlertNames.BROKERS,
            "absent(kafka_brokers)",
            "1m",
            Severity.PAGE,
            "ingestion",
            "the brokers do not answer the exporter"),
        alert(
            AlertNames.BROKER_MISSING,
            "kafka_brokers < max_over_time(kafka_brokers[1h])",
            "",
            Severity.PAGE,
            "ingestion",
            "a broker that was a member within the last hour is none any more"));
  }

  private Map<String, Object> alert(
      String name,
      String expression,
      String lasting,
      Severity severity,
      String stage,
      String summary) {
    var alert = new LinkedHashMap<String, Object>();
    alert.put("alert", name);
    alert.put("expr", expression);
    if (!lasting.isEmpty()) {
      alert.put("for", lasting);
    }
    var labels = new LinkedHashMap<String, Object>();
    labels.put("severity", severity.word());
    labels.put("stage", stage);
    labels.put("owner", scenario.owner());
    alert.put("labels", labels);
    alert.put("annotations", Map.of("summary", summary));
    return alert;
  }

  private static String label(String name, String value) {
    return name + "=\"" + value + "\"";
  }

  /** As Prometheus writes it: whole milliseconds at the finest. */
  private static String duration(Duration duration) {
    long millis = Math.max(1, duration.toMillis());
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  private static long seconds(String window) {
    return window.endsWith("ms")
        ? Math.max(1, Long.parseLong(window.replace("ms", "")) / 1_000)
        : Long.parseLong(window.replace("s", ""));
  }

  private static String number(double value) {
    return java.math.BigDecimal.valueOf(value)
        .round(new java.math.MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }
}
