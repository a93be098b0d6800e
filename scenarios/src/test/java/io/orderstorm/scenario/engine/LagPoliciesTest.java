package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Topics.Expansion;
import io.orderstorm.simulator.time.HostClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagPoliciesTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path temp;
  private RunFolder folder;

  @BeforeEach
  void createFolder() {
    folder = RunFolder.create(temp.resolve("run"));
  }

  @Test
  void batchesAreLargeFromTheThresholdUntilHalfOfItAndOnlyWhereThePolicyIs() throws IOException {
    var told = new ArrayList<String>();
    try (var log = new RunLog(folder, HostClock.start())) {
      var tuning =
          new BatchTuning(
              scenario("batch: { gather: 20ms, under-lag: { lag-above: 100, gather: 80ms } }"),
              (stage, wait) -> told.add(stage.name() + " " + wait.toMillis()),
              log);

      for (long lag : List.of(50L, 101L, 500L, 60L, 49L, 0L, 200L)) {
        tuning.read(Map.of("payment", lag, "inventory", lag));
      }
    }

    assertThat(told).containsExactly("payment 80", "payment 20", "payment 80");
    assertThat(EventLog.read(folder.events()))
        .filteredOn(event -> event.is(RunEvent.BATCH_TUNED))
        .hasSize(3);
  }

  @Test
  void aTopicIsExpandedOnceWhenAGroupThatReadsItHasLaggedForLongEnough() {
    var expanded = new AtomicInteger();
    try (var log = new RunLog(folder, HostClock.start())) {
      var policy =
          new PartitionExpansion(
              new Expansion("inventory", 12, 100, Duration.ofSeconds(2)),
              6,
              expanded::incrementAndGet,
              log);

      policy.read(0, Map.of("payment", 500L));
      policy.read(SECOND, Map.of("payment", 50L));
      policy.read(2 * SECOND, Map.of("payment", 500L, "fulfilment", 9_000L));
      policy.read(3 * SECOND, Map.of("payment", 500L));
      assertThat(expanded).hasValue(0);
      policy.read(4 * SECOND, Map.of("payment", 500L));
      policy.read(9 * SECOND, Map.of("payment", 500L));
    }

    assertThat(expanded).hasValue(1);
    assertThat(EventLog.read(folder.events()))
        .filteredOn(event -> event.is(RunEvent.EXPANDED))
        .singleElement()
        .satisfies(event -> assertThat(event.number("to")).isEqualTo(12));
  }

  private Scenario scenario(String payment) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("tuned.yaml"),
            """
            scenario: tuned
            title: Tuned
            question: Is it?
            owner: tests
            pipeline: { stages: { payment: { %s } } }
            load: [ { hold: { rate: 10/s, for: 10s } } ]
            """
                .formatted(payment));
    return ScenarioFile.read(file, List.of(), Optional.empty()).scenario();
  }
}
