package io.orderstorm.scenario.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.scenario.drill.Drill;
import io.orderstorm.scenario.drill.Drills;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.file.TeamsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checklist over real files: all evidence there, then each piece of it taken away. */
class ReadinessTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String RECENT = "2026-11-20T08:00:00Z";
  private static final String OLD = "2026-08-01T08:00:00Z";
  private static final List<String> RUNBOOKS =
      List.of("bad-canary", "broker-loss", "replay-overload");
  private static final Path TEAMS = Path.of("teams.yaml");
  private static final Path CAMPAIGN = Path.of("library", "campaign-peak.yaml");

  @TempDir private Path folder;
  private Path runs;
  private Path runbooks;

  @BeforeEach
  void everythingIsProved() throws Exception {
    runs = Files.createDirectories(folder.resolve("runs"));
    runbooks = Files.createDirectories(folder.resolve("runbooks"));
    for (String name : RUNBOOKS) {
      Files.writeString(runbooks.resolve(name + ".md"), "# What to do\n");
      runbook(name, RECENT, "VERIFIED", runbooks.resolve(name + ".md"));
    }
    run("peak", "campaign-peak", RECENT, "PASSED", "payment-lag", "inventory-dead-letters");
    for (Drill drill : Drills.all()) {
      drill(drill.name(), RECENT, "PASSED", false);
    }
    canary("good", "promoted", "PASSED", true);
    canary("bad", "rolled-back", "PASSED", true);
  }

  @Test
  void isReadyWhenEverythingIsProved() {
    assertThat(readiness().lines()).allMatch(Line::isProved);
    assertThat(readiness().isReady()).isTrue();
    assertThat(ReadinessText.lines(readiness()).get(0)).isEqualTo("READY  campaign-peak");
  }

  @Test
  void nothingKeptLeavesEveryPlayedLineOpen() {
    Readiness none = Readiness.of(campaign(), folder.resolve("none"), files(TEAMS), NOW);
    assertThat(open(none))
        .containsExactly(
            "the scenario's objectives are met, RTO and RPO among them",
            "a lag alert was seen to fire",
            "a dead-letter alert was seen to fire",
            "runbook bad-canary was verified within 92 days",
            "runbook broker-loss was verified within 92 days",
            "runbook replay-overload was verified within 92 days",
            "drill quarterly-replay was passed within 92 days",
            "drill replay-overload was passed within 92 days",
            "drill safe-replay-rate was passed within 92 days",
            "drill dlq-triage was passed within 92 days",
            "drill bad-canary was passed within 92 days",
            "drill rollback was passed within 92 days",
            "a canary let a sound version through and took a bad one back, within 92 days");
  }

  @Test
  void aNewerBreachOutweighsAnOlderPass() throws Exception {
    run("later", "campaign-peak", "2026-11-21T08:00:00Z", "BREACHED", "payment-lag");
    assertThat(onlyOpen()).contains("later BREACHED: latency.end-to-end.p99 3.20 s");
  }

  @Test
  void aRunThatCannotBeJudgedProvesNothing() throws Exception {
    run("peak", "campaign-peak", RECENT, "VOID", "payment-lag", "inventory-dead-letters");
    assertThat(open(readiness()))
        .containsExactly(
            "the scenario's objectives are met, RTO and RPO among them",
            "a lag alert was seen to fire",
            "a dead-letter alert was seen to fire");
  }

  @Test
  void whatIsOlderThanAQuarterProvesNothing() throws Exception {
    drill("dlq-triage", OLD, "PASSED", false);
    assertThat(onlyOpen()).contains("2026-08-01 is too old");
  }

  @Test
  void whatIsDatedInTheFutureProvesNothing() throws Exception {
    drill("dlq-triage", "2027-11-20T08:00:00Z", "PASSED", false);
    assertThat(onlyOpen()).contains("2027-11-20 is dated in the future");
  }

  @Test
  void theShortFormOfADrillIsNoProof() throws Exception {
    drill("dlq-triage", RECENT, "PASSED", true);
    assertThat(onlyOpen()).contains("its full form was never played");
  }

  @Test
  void aCanaryThatOnlyEverTakesBackProvesNothing() throws Exception {
    canary("good", "rolled-back", "BREACHED", false);
    assertThat(onlyOpen()).contains("passed and promoted one; orderstorm run good-canary");
  }

  @Test
  void aBadVersionThatWasTakenBackInARunThatCanNotBeJudgedProvesNothing() throws Exception {
    canary("bad", "rolled-back", "VOID", true);
    assertThat(onlyOpen()).contains("passed and took one back; orderstorm run bad-canary");
  }

  @Test
  void aRunbookThatChangedSinceIsNotVerified() throws Exception {
    Files.writeString(runbooks.resolve("broker-loss.md"), "# What to do now\n");
    assertThat(onlyOpen()).contains("was of another text than the runbook has now");
  }

  @Test
  void withoutRunbooksForReplayAndRollbackNothingIsReady() throws Exception {
    for (String name : RUNBOOKS) {
      Files.delete(runbooks.resolve(name + ".md"));
    }
    assertThat(open(readiness()))
        .containsExactly(
            "runbook replay-overload was verified within 92 days",
            "runbook bad-canary was verified within 92 days");
  }

  @Test
  void aRunbookThatWasRehearsedWithValuesOfSomebodysOwnIsNotVerified() throws Exception {
    Path record = runs.resolve("runbook-broker-loss").resolve("runbook.json");
    String text = Files.readString(record);
    Files.writeString(record, text.replace("{", "{\"set\": [\"load.0.hold.rate=1/s\"], "));
    assertThat(onlyOpen()).contains("was set otherwise with --set");

    Files.writeString(record, text.replace("{", "{\"set\": [], "));
    assertThat(readiness().isReady()).isTrue();
  }

  @Test
  void aRunOfAnotherTextThanTheScenarioHasNowProvesNothing() throws Exception {
    Path scenario = runs.resolve("peak").resolve("scenario.yaml");
    Files.writeString(scenario, campaign("load.0.hold.rate=1/s").resolved());
    assertThat(onlyOpen())
        .contains("none of the 1 runs")
        .contains("says what the scenario says now");

    Files.delete(scenario);
    assertThat(onlyOpen()).contains("none of the 1 runs");
  }

  @Test
  void aRunWithAnotherSeedIsOneOfTheSameScenario() throws Exception {
    Files.writeString(runs.resolve("peak").resolve("scenario.yaml"), campaign("seed=7").resolved());
    assertThat(readiness().isReady()).isTrue();
  }

  @Test
  void topicsAreNotCalledUsedByARunWhoseRecordsWereNotKept() {
    assertThat(readiness().health().figures())
        .contains(
            new HealthReview.Figure(
                "unused topics", "not known, the run's observations were not kept"));
  }

  @Test
  void anOwnerWithoutATeamIsNamed() throws Exception {
    Path teams = folder.resolve("teams.yaml");
    Files.writeString(
        teams,
        Files.readString(TEAMS)
            .lines()
            .filter(Predicate.not(line -> line.contains("payments-team")))
            .collect(java.util.stream.Collectors.joining("\n")));
    Readiness readiness = Readiness.of(campaign(), runs, files(teams), NOW);
    assertThat(readiness.lines())
        .filteredOn(line -> !line.isProved())
        .hasSize(2)
        .allMatch(line -> line.evidence().contains("does not name payments-team"));
  }

  @Test
  void aTeamWithoutEscalationIsRefusedWithItsPlace() throws IOException {
    Path teams = folder.resolve("teams.yaml");
    Files.writeString(teams, "teams:\n  payments-team: { on-call: rota }\n");
    assertThatThrownBy(() -> TeamsFile.read(teams))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("teams.yaml:2:18: teams.payments-team: 'escalation' is missing");
  }

  @Test
  void aBrokenResultIsNamedAndDoesNotHideTheOthers() throws IOException {
    Path broken = Files.createDirectories(runs.resolve("broken")).resolve("result.json");
    Files.writeString(broken, "{ not json");
    assertThat(readiness().isReady()).isTrue();
    assertThat(readiness().unread()).singleElement().asString().startsWith(broken.toString());
  }

  @Test
  void theHealthReviewSaysWhatTheNewestRunSaw() throws Exception {
    run("first", "campaign-peak", "2026-11-10T08:00:00Z", "PASSED", "payment-lag");
    assertThat(readiness().health().figures())
        .contains(
            new HealthReview.Figure(
                "top groups by lag", "payment 979 records at most, inventory 12 records at most"),
            new HealthReview.Figure(
                "top topics by dead letters", "orders.inventory.dlq 11 dead letters"),
            new HealthReview.Figure("dead letters since the oldest run", "11 in first, 11 in peak"),
            new HealthReview.Figure("deprecated schemas", "none"));
  }

  private String onlyOpen() {
    List<Line> open = readiness().lines().stream().filter(line -> !line.isProved()).toList();
    assertThat(open).hasSize(1);
    return open.get(0).evidence();
  }

  private static List<String> open(Readiness readiness) {
    return readiness.lines().stream().filter(line -> !line.isProved()).map(Line::claim).toList();
  }

  private Readiness readiness() {
    return Readiness.of(campaign(), runs, files(TEAMS), NOW);
  }

  private Readiness.OwnFiles files(Path teams) {
    return new Readiness.OwnFiles(teams, runbooks, Path.of("..", "contracts"));
  }

  @Test
  void aBrokenContractIsNamedWithItsReason() throws IOException {
    Path contracts = Files.createDirectories(folder.resolve("contracts"));
    Files.createDirectories(contracts.resolve("schemas/Parcel"));
    Files.writeString(
        contracts.resolve("contracts.yaml"),
        """
        contracts: parcels
        owner: logistics
        schemas: schemas
        subjects:
          Parcel: { topic: parcels, compatibility: backward, consumer: avro }
        """);
    String schema = "{\"type\": \"record\", \"name\": \"Parcel\", \"fields\": [%s]}";
    Files.writeString(contracts.resolve("schemas/Parcel/v1.avsc"), schema.formatted(""));
    Files.writeString(
        contracts.resolve("schemas/Parcel/v2.avsc"),
        schema.formatted("{\"name\": \"shelf\", \"type\": \"string\"}"));
    Readiness readiness =
        Readiness.of(campaign(), runs, new Readiness.OwnFiles(TEAMS, runbooks, contracts), NOW);
    assertThat(readiness.lines())
        .filteredOn(line -> !line.isProved())
        .singleElement()
        .extracting(Line::evidence)
        .asString()
        .contains("Parcel")
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    assertThat(readiness.health().figures())
        .contains(new HealthReview.Figure("deprecated schemas", "Parcel v1"));
  }

  private static ScenarioFile campaign(String... overrides) {
    return ScenarioFile.read(CAMPAIGN, List.of(overrides), Optional.empty());
  }

  private void run(String name, String scenario, String at, String verdict, String... alerts)
      throws IOException {
    Path run = Files.createDirectories(runs.resolve(name));
    Files.writeString(
        run.resolve("result.json"),
        """
        {"run": {"scenario": "%s", "startedAt": "%s"}, "verdict": "%s",
         "recovery": [{"stage": "payment", "fault": "outage", "rtoSeconds": 9.97, "verdict": "PolicyMet"}],
         "lag": [{"group": "payment", "peak": 979}, {"group": "inventory", "peak": 12}],
         "deadLetters": [{"topic": "orders.inventory.dlq", "count": 11}],
         "objectives": [{"name": "latency.end-to-end.p99", "actual": "3.20 s", "met": false}]}
        """
            .formatted(scenario, at, verdict));
    Files.writeString(run.resolve("scenario.yaml"), campaign().resolved());
    var events = new StringBuilder();
    for (String alert : alerts) {
      events.append("{\"timeNanos\": 1, \"type\": \"alert\", \"name\": \"%s\"}%n".formatted(alert));
    }
    Files.writeString(run.resolve("events.jsonl"), events);
  }

  private void canary(String name, String ending, String verdict, boolean met) throws IOException {
    Files.writeString(
        Files.createDirectories(runs.resolve("canary-" + name)).resolve("result.json"),
        """
        {"run": {"scenario": "%s-canary", "startedAt": "2026-11-02T08:00:00Z"}, "verdict": "%s",
         "canary": {"ending": "%s"},
         "objectives": [{"name": "canary.%s", "met": %s}]}
        """
            .formatted(name, verdict, ending, ending, met));
  }

  private void drill(String name, String at, String verdict, boolean isShort) throws IOException {
    Files.writeString(
        Files.createDirectories(runs.resolve("drill-" + name)).resolve("drill.json"),
        "{\"drill\": \"%s\", \"startedAt\": \"%s\", \"verdict\": \"%s\", \"short\": %s}"
            .formatted(name, at, verdict, isShort));
  }

  private void runbook(String name, String at, String verdict, Path file) throws Exception {
    String sha256 =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    Files.writeString(
        Files.createDirectories(runs.resolve("runbook-" + name)).resolve("runbook.json"),
        "{\"runbook\": \"%s\", \"playedAt\": \"%s\", \"verdict\": \"%s\", \"sha256\": \"%s\"}"
            .formatted(name, at, verdict, sha256));
  }
}
