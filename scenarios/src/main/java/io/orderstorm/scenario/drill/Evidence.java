package io.orderstorm.scenario.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.Observation;
import io.orderstorm.report.record.Send;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.audit.AuditCheck;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** What a drill's run left behind. Reads files only, and changes none. */
public final class Evidence {

  private final RunFolder folder;
  private final RunResult result;
  private final List<RunEvent> events;

  Evidence(RunFolder folder, RunResult result) {
    this.folder = folder;
    this.result = result;
    this.events = EventLog.read(folder.events());
  }

  /** The run's folder, for what is computed of its records again. */
  RunFolder folder() {
    return folder;
  }

  /** What the analysis of the run came to. */
  public RunResult result() {
    return result;
  }

  /** The events of a type, oldest first. */
  public List<RunEvent> events(String type) {
    return events.stream().filter(event -> event.is(type)).toList();
  }

  /** All events of the run. */
  List<RunEvent> events() {
    return events;
  }

  /** The first step of a name; empty if the operator never came to it. */
  public Optional<RunEvent> step(String name) {
    return steps(name).stream().findFirst();
  }

  /** All steps of a name, oldest first. */
  public List<RunEvent> steps(String name) {
    return events(RunEvent.DRILL_STEP).stream()
        .filter(event -> event.text("step").equals(name))
        .toList();
  }

  /** How a stage came through a fault. */
  Optional<Recovery> recovery(String stage, String fault) {
    return result.recovery().stream()
        .filter(row -> row.stage().equals(stage) && row.fault().equals(fault))
        .findFirst();
  }

  /** What the observer saw on some topics. */
  void observations(Predicate<String> topics, Consumer<Observation> each) {
    folder.observedTopics().stream()
        .filter(topics)
        .forEach(topic -> RecordReader.forEach(folder.observations(topic), Observation.KIND, each));
  }

  /** Records that the observer saw on any topic before a moment. */
  long recordsBefore(long nanos) {
    long[] count = {0};
    observations(topic -> true, seen -> count[0] += seen.receivedNanos() < nanos ? 1 : 0);
    return count[0];
  }

  /** Events that were meant to be sent at a moment of which the predicate holds, in run nanos. */
  long sends(LongPredicate intended) {
    long[] count = {0};
    for (String generator : folder.generators()) {
      RecordReader.forEach(
          folder.sends(generator),
          Send.KIND,
          send -> count[0] += intended.test(send.intendedNanos()) ? 1 : 0);
    }
    return count[0];
  }

  /** Calls that services answered. */
  long effects(Predicate<Effect> wanted) {
    long[] count = {0};
    for (String service : folder.services()) {
      RecordReader.forEach(
          folder.effects(service), Effect.KIND, call -> count[0] += wanted.test(call) ? 1 : 0);
    }
    return count[0];
  }

  /** The plans of the run, oldest first. */
  List<SealedPlan> plans() {
    ReplayFolder replays = new ReplayFolder(folder.replays());
    return replays.planIds().stream().map(replays::read).toList();
  }

  /** Looks at every line of the audit log. */
  AuditCheck audit() {
    return AuditCheck.of(auditFile());
  }

  /** The audit log's lines about a plan of one kind, oldest first. */
  List<JsonNode> audited(String plan, String kind) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode line : auditLines()) {
      if (line.path("plan").asText().equals(plan) && line.path("kind").asText().equals(kind)) {
        found.add(line);
      }
    }
    return found;
  }

  private List<JsonNode> auditLines() {
    var lines = new ArrayList<JsonNode>();
    try {
      if (Files.exists(auditFile())) {
        for (String line : Files.readAllLines(auditFile())) {
          lines.add(CanonicalJson.parse(line));
        }
      }
    } catch (JsonProcessingException e) {
      return List.of(); // the check of the log says so
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + auditFile(), e);
    }
    return lines;
  }

  private Path auditFile() {
    return new ReplayFolder(folder.replays()).audit();
  }
}
