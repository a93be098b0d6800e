package io.orderstorm.scenario.gameday;

import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.engine.Operator;
import io.orderstorm.scenario.engine.Site;
import io.orderstorm.scenario.file.ReplayPolicyFile;
import io.orderstorm.scenario.file.ReplayRequestFile;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.scenario.replay.OrderlyEnd;
import io.orderstorm.scenario.runbook.Incident;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.ReplayRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Somebody in another team, who replays all that a stage has handled, approved under a policy that
 * nobody should have: the incident of a rehearsal, not its cure.
 */
public final class CarelessReplay implements Operator {

  private static final long LOOK_EVERY_MILLIS = 250;
  private static final String AUDIT_TOPIC = "orderstorm.replay-audit";
  private static final String POLICY =
      """
      max-rate: { records: 100000/s, bytes: 100MB/s }
      max-records: 10000000
      """;

  private final Incident.OfReplay incident;

  public CarelessReplay(Incident.OfReplay incident) {
    this.incident = incident;
  }

  @Override
  public void work(Site site) throws InterruptedException {
    while (site.records() == 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    TimeUnit.NANOSECONDS.sleep(incident.after().toNanos());
    ReplayFolder folder = new ReplayFolder(site.folder().replays());
    Path policy = write(site, "careless-policy.yaml", POLICY);
    Path request = write(site, "careless.yaml", request());
    try (Desk desk = Desk.at(site.cluster(), folder, ReplayPolicyFile.read(policy), AUDIT_TOPIC)) {
      SealedPlan plan = desk.plan(ReplayRequestFile.read(request), null).sealed();
      desk.approve(plan, "a-colleague", "looks fine");
      String id = plan.plan().id();
      site.note(RunEvent.REPLAY_BEGAN, Map.of("plan", id, "stage", incident.stage()));
      site.say("somebody begins the replay " + id);
      ReplayRun replay = desk.admit(plan, status -> {});
      var outcome = OrderlyEnd.of(replay::run, replay::interrupt);
      site.say("the replay " + id + " ended: " + outcome.kind());
    }
  }

  private String request() {
    String topics =
        Topology.reference().stages().stream()
            .filter(stage -> stage.name().equals(incident.stage()))
            .findFirst()
            .map(stage -> String.join(", ", stage.inputTopics()))
            .orElseThrow();
    return """
        replay: careless
        owner: data-team
        intent: Send everything again, to be sure
        scope:
          topics: [ %s ]
          from: 2000-01-01T00:00:00Z
          to: %s
        ceiling: { records: %.0f/s, bytes: 100MB/s }
        target: { stage: %s }
        """
        .formatted(topics, Instant.now(), incident.recordsPerSecond(), incident.stage());
  }

  private static Path write(Site site, String name, String text) {
    Path file = site.folder().replays().resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new HarnessException("can't write " + file, e);
    }
  }
}
