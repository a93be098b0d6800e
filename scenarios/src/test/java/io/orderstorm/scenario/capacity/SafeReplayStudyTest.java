package io.orderstorm.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.NotMeasured;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.SafeReplay;
import io.orderstorm.report.capacity.Slope;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.scenario.capacity.StudySettings.Part;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.watch.Display;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeReplayStudyTest {

  private static final double LIVE = 100;

  private final Scenario scenario =
      ScenarioFile.read(Path.of("library/known-capacity.yaml"), List.of(), Optional.empty())
          .scenario();

  @Property(tries = 100)
  void thePlantedSafeRateLiesWithinTheIntervalWhateverTheLiveLoad(
      @ForAll @DoubleRange(min = 20, max = 9_000) double safe,
      @ForAll @DoubleRange(min = 10, max = 1_500) double live) {
    var stub = new StubReplays();
    stub.safe = safe;

    SafeReplay found = safeReplay(live, stub);

    assertThat(found.result().low()).isLessThanOrEqualTo(safe * 1.0005);
    assertThat(found.result().high()).isGreaterThanOrEqualTo(safe * 0.9995);
    assertThat(found.rate()).isCloseTo(safe, within(0.03 * safe));
    assertThat(found.result().converged()).isTrue();
    assertThat(found.limit()).isEqualTo(SafeReplay.Limit.LIVE);
    assertThat(stub.asked).allMatch(probe -> probe.rate().perSecond() == live);
  }

  /** A copy costs a part of what an order costs at the one server that both wait for. */
  @ParameterizedTest
  @CsvSource({"200, 1, 11", "200, 0.25, 12", "400, 0.5, 13", "300, 2, 14"})
  void copiesThatTakeFromTheLiveOrdersServerAreSafeUpToWhatItHasToSpare(
      double capacity, double cost, long seed) {
    var server =
        new StubPipeline(
            condition ->
                condition instanceof Condition.ReplayBeside replay
                    ? Math.max(1, capacity - cost * replay.ceiling())
                    : capacity,
            2_000,
            seed);

    SafeReplay found = safeReplay(LIVE, atTheirCeilings(server));

    double spare = (capacity - LIVE) / cost;
    assertThat(found.rate()).isCloseTo(spare, within(0.04 * spare));
    assertThat(found.result().low()).isLessThanOrEqualTo(spare * 1.02);
    assertThat(found.result().high()).isGreaterThanOrEqualTo(spare * 0.98);
    assertThat(found.limit()).isEqualTo(SafeReplay.Limit.LIVE);
  }

  @Test
  void withoutALimitEveryRateThatWasProbedIsSaidToBeSafe() {
    SafeReplay found = safeReplay(LIVE, new StubReplays());

    assertThat(found.limit()).isEqualTo(SafeReplay.Limit.NONE);
    assertThat(found.result().high()).isInfinite();
    assertThat(found.sentence())
        .isEqualTo(
            "Every replay rate that was probed is safe beside 100 live orders/s, up to 10000/s: no"
                + " limit was met.");
  }

  @Test
  void aLaneThatPilesUpLimitsTheReplayAndIsNotBlamedOnLiveOrders() {
    var stub = new StubReplays();
    stub.lane = 700;

    SafeReplay found = safeReplay(LIVE, stub);

    assertThat(found.limit()).isEqualTo(SafeReplay.Limit.LANE);
    // growth below 1 % of the ceiling is not material
    assertThat(found.rate()).isCloseTo(700, within(21.0));
    assertThat(found.sentence()).contains("live orders are unharmed");
  }

  @Test
  void aProbeThatIsVoidIsNoBreach() {
    var stub = new StubReplays();
    stub.valid = 300;

    SafeReplay found = safeReplay(LIVE, stub);

    assertThat(found.probes())
        .extracting(Judged::answer)
        .contains(Judged.Answer.INVALID)
        .doesNotContain(Judged.Answer.NOT_SUSTAINED);
    assertThat(found.limit()).isEqualTo(SafeReplay.Limit.MEASUREMENT);
    assertThat(found.rate()).isLessThanOrEqualTo(300).isGreaterThan(200);
    assertThat(found.sentence()).contains("the measurement gave out").doesNotContain("break");
  }

  @Test
  void aReplayThatFallsShortOfItsCeilingShowsNothingOfThatCeiling() {
    var stub = new StubReplays();
    stub.copies = 500;

    SafeReplay found = safeReplay(LIVE, stub);

    assertThat(found.limit()).isEqualTo(SafeReplay.Limit.MEASUREMENT);
    assertThat(found.rate()).as("more was never made").isLessThanOrEqualTo(500).isGreaterThan(450);
    assertThat(found.highestBorne()).isLessThanOrEqualTo(500);
    assertThat(found.low()).isLessThanOrEqualTo(found.rate());
    assertThat(found.probes().stream().flatMap(probe -> probe.reasons().stream()))
        .anyMatch(reason -> reason.startsWith("the replay made 500 copies/s of the "));
  }

  @Property(tries = 50)
  void noMoreIsSaidToBeSafeThanWasMade(
      @ForAll @DoubleRange(min = 0.94, max = 1) double reached,
      @ForAll @DoubleRange(min = 20, max = 12_000) double safe,
      @ForAll @DoubleRange(min = 20, max = 12_000) double lane) {
    var stub = new StubReplays();
    stub.reached = reached;
    stub.safe = safe;
    stub.lane = lane;

    SafeReplay found = safeReplay(LIVE, stub);

    double most = Math.min(ReplaySettings.MOST * reached, Math.min(safe, lane));
    assertThat(found.highestSustained()).isPresent();
    assertThat(found.rate()).isLessThanOrEqualTo(most).isGreaterThan(0.94 * most);
    assertThat(found.low()).isLessThanOrEqualTo(found.rate());
    assertThat(found.sentence()).contains(String.format(Locale.ROOT, "%.0f/s", found.rate()));
  }

  @Test
  void theTimeThatIsLeftKnowsOfTheSearchThatIsStillToCome() {
    var said = new ByteArrayOutputStream();
    var progress =
        new SpokenProgress(Display.on(new PrintStream(said, true, StandardCharsets.UTF_8), false));
    var settings = settings(LIVE, Set.of(), LIVE);
    new CapacityStudy(
            scenario, settings, new SessionScenario(scenario), 2, new StubReplays(), progress)
        .make();

    List<String> left =
        said.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("min left"))
            .toList();
    assertThat(left.get(0)).as("the live load alone").contains("; this search is over, about ");
    assertThat(left.get(0)).doesNotContain("about 0 min");
    assertThat(left.get(left.size() - 1))
        .endsWith("; this search is over, about 0 min left in all");
    assertThat(left).noneMatch(line -> line.contains("about 0 probes"));
  }

  @Test
  void aBreachBesideAReplayThatHardlyRanIsNotTheReplays() {
    var stub = new StubReplays();
    stub.copies = 40;
    stub.safe = 30;

    SafeReplay found = safeReplay(LIVE, stub);

    // at a ceiling of 100 copies/s it made 40
    assertThat(found.probes().get(0).answer()).isEqualTo(Judged.Answer.INVALID);
    assertThat(found.rate()).isLessThanOrEqualTo(30 * 1.03);
  }

  @Test
  void whereNoProbeIsValidNothingIsSaidOfAnyRate() {
    var stub = new StubReplays();
    stub.valid = 0;

    SafeReplay found = safeReplay(LIVE, stub);

    assertThat(found.isMeasured()).isFalse();
    assertThat(found.rate()).isZero();
    assertThat(found.sentence()).startsWith("No replay rate could be measured");
  }

  @Test
  void noReplayIsProbedBesideALiveLoadThatIsNotSustainedWithoutOne() {
    var stub = new StubReplays();
    stub.live = 60;

    Study study = study(LIVE, Set.of(), stub, 400);

    assertThat(study.safeReplay()).isEmpty();
    assertThat(study.notMeasured())
        .filteredOn(of -> of.what().equals("the safe replay rate"))
        .extracting(NotMeasured::why)
        .singleElement()
        .asString()
        .startsWith("the live load of 100 orders/s alone is not sustained: latency.end-to-end.p99");
    assertThat(stub.asked).noneMatch(of -> of.condition() instanceof Condition.ReplayBeside);
  }

  @Test
  void besideAReplayOfOneCeilingTheSustainableLiveRateIsSearched() {
    var server =
        new StubPipeline(
            condition ->
                condition instanceof Condition.ReplayBeside replay ? 200 - replay.ceiling() : 200,
            2_000,
            21);

    Study study = study(150, EnumSet.of(Part.REPLAY), atTheirCeilings(server), 100_000);

    assertThat(study.searched())
        .extracting("condition")
        .containsExactly("healthy", "replay-beside");
    assertThat(study.searched().get(1).result().rate()).isCloseTo(125, within(4.0));
    assertThat(study.searched().get(1).description())
        .isEqualTo("a governed replay of orders into inventory with a ceiling of 75.0 copies/s");
  }

  @Test
  void aResumedStudyAsksOnlyForTheReplaysThatAreNotRecorded(
      @org.junit.jupiter.api.io.TempDir Path temp) {
    var all = new ArrayList<ProbeFigures>();
    var stub = new StubReplays();
    stub.safe = 333;
    Study whole =
        study(
            LIVE,
            Set.of(),
            request -> {
              ProbeFigures figures = stub.play(request);
              all.add(figures);
              return figures;
            },
            LIVE);
    var records = new ProbeRecords(temp.resolve("probes.jsonl"));
    all.subList(0, 4).forEach(of -> records.append(new ProbeRecords.Entry("session-1", of)));
    List<ProbeFigures> known = records.read().stream().map(ProbeRecords.Entry::figures).toList();
    assertThat(known).isEqualTo(all.subList(0, 4));

    var asked = new ArrayList<Integer>();
    Study resumed =
        study(
            LIVE,
            Set.of(),
            new RecordedProbes(
                known,
                request -> {
                  asked.add(request.number());
                  return all.get(request.number() - 1);
                }),
            LIVE);

    assertThat(asked.get(0)).isEqualTo(5);
    assertThat(resumed).isEqualTo(whole);
  }

  @Test
  void aRecordedReplayOfAnotherCeilingIsNotTaken() {
    var stub = new StubReplays();
    var healthy =
        stub.play(
            new ProbeRequest(
                1,
                Condition.HEALTHY,
                io.orderstorm.report.capacity.ProbeWindow.Purpose.SEARCH,
                new Rate(LIVE),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20)));
    var other =
        stub.play(
            new ProbeRequest(
                2,
                replays(LIVE).at(170),
                io.orderstorm.report.capacity.ProbeWindow.Purpose.SEARCH,
                new Rate(LIVE),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20)));

    assertThatThrownBy(
            () -> study(LIVE, Set.of(), new RecordedProbes(List.of(healthy, other), stub), LIVE))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("probe 2 of the study's records is not the one");
  }

  @Test
  void aRequestOfReplaysIsReadBackAsItWasWritten(@org.junit.jupiter.api.io.TempDir Path temp)
      throws IOException {
    var request =
        new CapacityRequest(
            100.0,
            100,
            100,
            40,
            "as given",
            5,
            20,
            45,
            0.02,
            16,
            Set.of(),
            null,
            "orderstorm capacity known-capacity --replay",
            "2026-11-26T15:00:00Z",
            replays(LIVE));
    Path file = temp.resolve("request.json");
    request.write(file);

    assertThat(CapacityRequest.read(file)).isEqualTo(request);

    // a study that was begun before there were replays
    Files.writeString(
        file, Files.readString(file).replaceAll("(?s),\\s*\"replay\" : \\{.*?\\}", ""));
    assertThat(CapacityRequest.read(file).settings().replay().search()).isFalse();
  }

  private SafeReplay safeReplay(double live, ProbePlayer player) {
    return study(live, Set.of(), player, live).safeReplay().orElseThrow();
  }

  private static ReplaySettings replays(double live) {
    return new ReplaySettings(true, "inventory", live, Math.max(1, live / 2));
  }

  private Study study(double live, Set<Part> parts, ProbePlayer player, double most) {
    return new CapacityStudy(
            scenario,
            settings(live, parts, most),
            new SessionScenario(scenario),
            2,
            player,
            new Silent())
        .make();
  }

  private static StudySettings settings(double live, Set<Part> parts, double most) {
    return new StudySettings(
        new Rate(live),
        new Rate(most),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        0.02,
        40,
        new Rate(live / 2),
        parts,
        replays(live));
  }

  /** Every replay is made at its ceiling, and the stage is through with it. */
  private static ProbePlayer atTheirCeilings(ProbePlayer player) {
    return request -> {
      ProbeFigures figures = player.play(request);
      return request.condition() instanceof Condition.ReplayBeside beside
          ? figures.beside(
              new ReplayFlow(
                  new ReplayFlow.Asked(
                      beside.stage(), beside.source(), beside.lane(), beside.ceiling(), 1, 5_000),
                  beside.ceiling(),
                  beside.ceiling(),
                  new Slope(0, -1, 1),
                  0,
                  0),
              List.of())
          : figures;
    };
  }
}
