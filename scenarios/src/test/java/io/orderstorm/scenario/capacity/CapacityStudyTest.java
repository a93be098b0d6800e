package io.orderstorm.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orderstorm.report.capacity.NotMeasured;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow.Purpose;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.scenario.capacity.StudySettings.Part;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityStudyTest {

  private static final Path KNOWN = Path.of("library/known-capacity.yaml");

  @TempDir Path temp;

  private final Scenario scenario =
      ScenarioFile.read(KNOWN, List.of(), Optional.empty()).scenario();

  @ParameterizedTest
  @CsvSource({"200, 150, 1", "200, 520, 2", "37, 90, 3", "1234, 200, 4", "900, 905, 5"})
  void theRateOfAStubOfKnownCapacityIsFoundWithinThreePercent(
      double capacity, double first, long seed) {
    var stub = new StubPipeline(condition -> capacity, 2_000, seed);

    Study study = study(first, Set.of(), stub);

    RateSearch.Result found = study.healthy().result();
    assertThat(Math.abs(found.rate() / capacity - 1)).isLessThan(0.03);
    assertThat(found.low()).isLessThanOrEqualTo(capacity * 1.01);
    assertThat(found.high()).isGreaterThanOrEqualTo(capacity * 0.99);
    assertThat(found.converged()).isTrue();
    assertThat(stub.asked).hasSizeLessThan(20);
  }

  @Test
  void whatIsWrongLowersTheRateAndEachConditionIsSearchedForItself() {
    var stub =
        new StubPipeline(
            condition ->
                condition instanceof Condition.Degraded
                    ? 100
                    : condition instanceof Condition.FewerConsumers fewer
                        ? 50 * fewer.consumers()
                        : 200,
            2_000,
            8);

    Study study =
        study(
            150,
            EnumSet.of(
                Part.SATURATION,
                Part.DEGRADED_DOWNSTREAM,
                Part.FEWER_CONSUMERS,
                Part.BROKER_DOWN,
                Part.SCALABILITY),
            stub);

    assertThat(study.searched())
        .extracting("condition")
        .containsExactly("healthy", "degraded-downstream", "n-minus-1-consumers");
    assertThat(study.searched().get(1).result().rate()).isCloseTo(100, within(3.0));
    assertThat(study.searched().get(2).result().rate()).isCloseTo(150, within(4.5));
    assertThat(study.saturation().orElseThrow().completedPerSecond()).isCloseTo(200, within(4.0));
    assertThat(study.scalability().orElseThrow().fit().lambda().estimate())
        .isCloseTo(50, within(3.0));
    assertThat(study.notMeasured())
        .extracting(NotMeasured::what)
        .contains("one broker down", "a lag recovery, predicted against measured");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, true", "1, 2, true", "2, 3, true", "3, 3, false"})
  void aFloodThatCanNotBeTrustedIsPlayedAgainUpToThreeTimesAndThenNotMeasured(
      int untrusted, int played, boolean measured) {
    var stub = new StubPipeline(condition -> 200, 2_000, 8);
    var floods = new ArrayList<ProbeFigures>();

    Study study =
        study(
            150,
            EnumSet.of(Part.SATURATION),
            request -> {
              ProbeFigures figures = stub.play(request);
              if (request.purpose() != Purpose.SATURATION) {
                return figures;
              }
              floods.add(figures);
              return floods.size() <= untrusted ? doubted(figures) : figures;
            });

    assertThat(floods).hasSize(played);
    assertThat(study.saturation().isPresent()).isEqualTo(measured);
    assertThat(study.made().orElseThrow().probes()).isEqualTo(stub.asked.size());
    assertThat(study.made().orElseThrow().loadSeconds())
        .isCloseTo(
            stub.asked.stream().mapToDouble(of -> of.lasting().toMillis() / 1e3).sum(),
            within(1e-6));
    assertThat(study.notMeasured())
        .filteredOn(of -> of.what().equals("the rate at which backlogs are worked off"))
        .extracting(NotMeasured::why)
        .isEqualTo(
            measured
                ? List.of()
                : List.of(
                    "3 probes of more than is sustained could not be trusted: the machine was"
                        + " busy"));
  }

  @Test
  void fewConsumersThatDoNearlyWhatAllDoAreFloodedUntilTheyAreFull() {
    var stub =
        new StubPipeline(
            condition ->
                condition instanceof Condition.FewerConsumers fewer && fewer.consumers() == 1
                    ? 170
                    : 200,
            2_000,
            8);

    Study study = study(150, EnumSet.of(Part.SCALABILITY), stub);

    assertThat(study.scalability().orElseThrow().points())
        .extracting(ScalabilityFit.Point::throughput)
        .satisfiesExactly(
            of -> assertThat(of).isCloseTo(170, within(4.0)),
            of -> assertThat(of).isCloseTo(200, within(4.0)),
            of -> assertThat(of).isCloseTo(200, within(4.0)),
            of -> assertThat(of).isCloseTo(200, within(4.0)));
    List<Double> floodsOfOne =
        stub.asked.stream()
            .filter(of -> of.condition() instanceof Condition.FewerConsumers)
            .filter(of -> ((Condition.FewerConsumers) of.condition()).consumers() == 1)
            .map(of -> of.rate().perSecond())
            .toList();
    assertThat(floodsOfOne).hasSize(3);
    assertThat(floodsOfOne.get(2)).isCloseTo(4 * floodsOfOne.get(0), within(1e-6));
  }

  @Test
  void noLawOfScalabilityIsFittedToFloodsThatTheStageBore() {
    var tight = new StubPipeline(condition -> 200, 2_000, 8);
    var roomy = new StubPipeline(condition -> 2_000, 2_000, 8);

    Study study =
        study(
            150,
            EnumSet.of(Part.SCALABILITY),
            request -> (request.purpose() == Purpose.SATURATION ? roomy : tight).play(request));

    assertThat(study.scalability()).isEmpty();
    assertThat(study.notMeasured())
        .filteredOn(of -> of.what().equals("the scalability of payment"))
        .singleElement()
        .extracting(NotMeasured::why)
        .asString()
        .startsWith("with 1 consumer(s) its backlog did not grow at ");
  }

  @Test
  void aRecordedProbeWithAnotherJudgedPartThanWasAskedForIsRefused() {
    var stub = new StubPipeline(condition -> 200, 2_000, 3);
    ProbeFigures first =
        stub.play(
            new ProbeRequest(
                1,
                Condition.HEALTHY,
                Purpose.SEARCH,
                new Rate(150),
                Duration.ofSeconds(5),
                Duration.ofSeconds(12)));

    assertThatThrownBy(() -> study(150, Set.of(), new RecordedProbes(List.of(first), stub)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("probe 1 of the study's records is not the one");
  }

  private static ProbeFigures doubted(ProbeFigures of) {
    return new ProbeFigures(
        of.window(),
        of.orders(),
        of.offeredPerSecond(),
        of.completedPerSecond(),
        of.stages(),
        of.services(),
        of.topics(),
        of.generator(),
        of.cores(),
        of.coresOf(),
        of.recovered(),
        of.objectives(),
        List.of("the machine was busy"));
  }

  @Test
  void aResumedStudyAsksOnlyForWhatIsNotRecorded() {
    var all = new ArrayList<ProbeFigures>();
    var stub = new StubPipeline(condition -> 200, 2_000, 3);
    Study whole =
        study(
            150,
            Set.of(),
            request -> {
              ProbeFigures figures = stub.play(request);
              all.add(figures);
              return figures;
            });
    var records = new ProbeRecords(temp.resolve("probes.jsonl"));
    all.subList(0, 5).forEach(f -> records.append(new ProbeRecords.Entry("session-1", f)));
    List<ProbeFigures> known = records.read().stream().map(ProbeRecords.Entry::figures).toList();
    assertThat(known).isEqualTo(all.subList(0, 5));

    var asked = new ArrayList<Integer>();
    Study resumed =
        study(
            150,
            Set.of(),
            new RecordedProbes(
                known,
                request -> {
                  asked.add(request.number());
                  return all.get(request.number() - 1);
                }));

    assertThat(asked.get(0)).isEqualTo(6);
    assertThat(resumed).isEqualTo(whole);
    assertThatThrownBy(() -> study(170, Set.of(), new RecordedProbes(known, stub)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("probe 1 of the study's records is not the one");
  }

  @Test
  void aSessionsScenarioHasTheStudiedPipelineWithoutItsLoadAndWithConsumersThatCanGo()
      throws java.io.IOException {
    ScenarioFile file =
        ScenarioFile.read(
            Path.of("library/campaign-peak.yaml"),
            List.of("pipeline.stages.payment.consumers=4"),
            Optional.empty());
    var session = new SessionScenario(file.scenario());

    Path text =
        java.nio.file.Files.writeString(
            temp.resolve("campaign-peak.yaml"), session.text(file.resolved(), new Rate(100)));

    Scenario read = ScenarioFile.read(text, List.of(), Optional.empty()).scenario();
    assertThat(read.faults()).isEmpty();
    assertThat(read.safeguards().steadyState()).isEmpty();
    assertThat(read.objectives().latency()).isEqualTo(file.scenario().objectives().latency());
    assertThat(read.pipeline().brokers()).isEqualTo(file.scenario().pipeline().brokers());
    for (var stage : session.scaled()) {
      var of = read.pipeline().stage(stage.name());
      assertThat(of.consumers()).isEqualTo(1);
      assertThat(of.scaling().orElseThrow().upTo()).isEqualTo(stage.consumers());
      assertThat(of.downstream().concurrency() * stage.consumers())
          .isEqualTo(stage.downstream().concurrency());
      assertThat(of.downstream().capacity()).isEqualTo(stage.downstream().capacity());
    }
    assertThat(session.scaled()).extracting("name").contains("payment");
  }

  private Study study(double first, Set<Part> parts, ProbePlayer player) {
    var settings =
        new StudySettings(
            new Rate(first),
            new Rate(100_000),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            0.02,
            20,
            new Rate(50),
            parts);
    return new CapacityStudy(
            scenario, settings, new SessionScenario(scenario), 2, player, new Silent())
        .make();
  }
}
