package io.orderstorm.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.DimensionLimit;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.Planner;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.CostSheet;
import io.orderstorm.report.cost.TopicQuantity;
import io.orderstorm.report.synthetic.KnownStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan in every form that it has, with everything that can be measured and with the least. */
class CapacityPlanTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static CapacityPlan whole() {
    Study study = KnownStudy.whole();
    return Planner.plan(KnownStudy.priced(KnownStudy.context(study)), study);
  }

  private static CapacityPlan least() {
    Study study = KnownStudy.least();
    return Planner.plan(bare(KnownStudy.context(study)), study);
  }

  /** Nothing but what no plan can be without. */
  private static PlanContext bare(PlanContext of) {
    return new PlanContext(
        of.scenario(),
        of.title(),
        of.owner(),
        of.seed(),
        of.madeAt(),
        of.command(),
        null,
        Optional.empty(),
        of.loads(),
        of.sizing(),
        java.util.Map.of(),
        java.util.Map.of(),
        List.of(),
        of.environment(),
        Optional.empty(),
        of.accounts(),
        Optional.empty(),
        Optional.empty());
  }

  private static CapacityPlan nothingSustained() {
    Searched none =
        new Searched(
            "healthy",
            "nothing is wrong",
            new RateSearch.Result(0, 0, 90, 0, false, false),
            List.of());
    Study study =
        new Study(List.of(none), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    return Planner.plan(bare(KnownStudy.context(KnownStudy.least())), study);
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            CapacityPlan.class.getResourceAsStream(
                "/io/orderstorm/report/capacity-plan.schema.json"));
  }

  private static JsonNode json(CapacityPlan plan) throws IOException {
    return JSON.readTree(CapacityJson.render(plan));
  }

  @Test
  void theJunitSuiteTellsTheTargetAndEachCondition() {
    CapacityPlan plan = whole();
    int conditions = plan.study().searched().size();
    int left = plan.notMeasured().size();

    String xml = CapacityJunit.render(plan);

    assertThat(xml)
        .contains("tests=\"" + (1 + conditions + left) + "\" errors=\"0\" skipped=\"" + left + "\"")
        .contains(
            plan.outcome() == CapacityPlan.Outcome.CARRIED
                ? "failures=\"0\""
                : "<failure message=\"" + plan.sentence());
    assertThat(CapacityJunit.render(nothingSustained()))
        .contains("<skipped message=\"no rate that was probed was sustained\"");
  }

  @Test
  void theJsonFitsItsSchema() throws IOException {
    for (CapacityPlan plan : List.of(whole(), least(), nothingSustained())) {
      assertThat(schema().validate(json(plan))).isEmpty();
    }
  }

  @Test
  void everyMemberIsInTheSchemaAndTheSchemaHasNoOther() throws IOException {
    JsonNode properties =
        JSON.readTree(
                CapacityPlan.class.getResourceAsStream(
                    "/io/orderstorm/report/capacity-plan.schema.json"))
            .path("properties");
    List<String> described = new ArrayList<>();
    properties.fieldNames().forEachRemaining(described::add);
    List<String> written = new ArrayList<>();
    json(whole()).fieldNames().forEachRemaining(written::add);

    assertThat(described).containsAll(written);
    assertThat(described)
        .filteredOn(name -> !written.contains(name))
        .as("what a plan without a forecast lacks")
        .containsExactly("forecast");
  }

  @Test
  void theSchemaFindsWhatIsMissingOrOfAnotherKind() throws IOException {
    List<String> required =
        List.of(
            "/cost/owners/0", "/dimensions/downstreamTolerance/limit", "/conditions/0/probes/0");
    for (String place : required) {
      JsonNode json = json(whole());
      ObjectNode node = (ObjectNode) json.at(place);
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode without = json.deepCopy();
        ((ObjectNode) without.at(place)).remove(name);
        assertThat(schema().validate(without)).as(place + " without " + name).isNotEmpty();
      }
    }
    JsonNode text = json(whole());
    ((ObjectNode) text.at("/cost")).put("amountPer1000", "3 EUR");
    assertThat(schema().validate(text)).isNotEmpty();
    JsonNode empty = json(whole());
    ((ArrayNode) empty.at("/conditions")).removeAll();
    assertThat(schema().validate(empty)).isNotEmpty();
  }

  @Test
  void theFiguresAreThoseOfTheModel() throws IOException {
    JsonNode json = json(whole());

    assertThat(json.at("/outcome").asText()).isEqualTo("CARRIED");
    assertThat(json.at("/dimensions/first").asText()).isEqualTo("downstream tolerance");
    assertThat(json.at("/dimensions/downstreamTolerance/limit/ordersPerSecond").asDouble())
        .isEqualTo(200);
    assertThat(json.at("/bottleneck/resources/0/name").asText()).isEqualTo("payment-provider");
    assertThat(json.at("/bottleneck/resources/0/secondsEach").asDouble()).isEqualTo(0.02);
    assertThat(json.at("/ordersLost").asLong()).isZero();
    // 1,000 calls of the provider, and what stores, partitions and consumers come to
    assertThat(json.at("/cost/amountPer1000").asDouble()).isBetween(12.0, 12.01);
    assertThat(json.at("/cost/currency").asText()).isEqualTo("EUR");
  }

  @Test
  void noRateAtWhichTheCpuIsFullIsNamedFromOneColdProbeFarBelowIt() {
    Study study = KnownStudy.oneProbe(100, 1.48);

    CapacityPlan plan = Planner.plan(KnownStudy.context(study), study);

    assertThat(plan.dimensions().orElseThrow().machine().known())
        .isEqualTo(DimensionLimit.Known.NOT_REACHED);
    for (String text :
        List.of(
            CapacityHtml.render(plan), CapacityMarkdown.render(plan), CapacityJson.render(plan))) {
      assertThat(text)
          .contains("the rate at which the CPU is full was not measured")
          .contains("code was still being compiled")
          .doesNotContain("135");
    }
  }

  @Test
  void ifNoProbeCouldBeJudgedTheSentenceDoesNotBlameThePipeline() {
    Searched none =
        new Searched(
            "healthy",
            "nothing is wrong",
            new RateSearch.Result(0, 0, 90, 0, false, true),
            List.of());
    Study study =
        new Study(List.of(none), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    CapacityPlan plan = Planner.plan(KnownStudy.context(KnownStudy.whole()), study);

    assertThat(plan.outcome()).isEqualTo(CapacityPlan.Outcome.UNDECIDED);
    assertThat(plan.sentence())
        .isEqualTo(
            "It is not known what the pipeline sustains: no probe that could be judged sustained"
                + " its rate, and at 90/s the measurement gave out.");
  }

  @Test
  void whereTheMeasurementGaveOutEveryFormTellsTheSameRate() throws IOException {
    Study whole = KnownStudy.whole();
    List<Searched> searched = new ArrayList<>();
    for (Searched of : whole.searched()) {
      RateSearch.Result was = of.result();
      searched.add(
          new Searched(
              of.condition(),
              of.description(),
              new RateSearch.Result(
                  1.11 * was.rate(),
                  was.low(),
                  was.high(),
                  was.highestSustained(),
                  was.converged(),
                  true),
              of.probes()));
    }
    Study study =
        new Study(
            searched,
            whole.saturation(),
            whole.recovery(),
            whole.scalability(),
            whole.notMeasured());
    CapacityPlan plan = Planner.plan(KnownStudy.context(study), study);

    assertThat(json(plan).at("/conditions/0/ratePerSecond").asDouble()).isEqualTo(200);
    assertThat(json(plan).at("/headroomShare").isNull()).isTrue();
    for (String text : List.of(CapacityHtml.render(plan), CapacityMarkdown.render(plan))) {
      assertThat(text)
          .contains("200/s", "at least 33 %", "the measurement gave out above")
          .doesNotContain("222/s");
    }
    assertThat(plan.recommendations())
        .as("the limits of the conditions may be higher")
        .noneMatch(what -> what.what().startsWith("Plan for"));
  }

  @Test
  void aConditionThatBreaksAnObjectiveIsNotSaidToPileUpOrders() {
    CapacityPlan plan = whole();

    assertThat(plan.recommendations())
        .filteredOn(what -> what.what().startsWith("Plan for degraded-downstream"))
        .singleElement()
        .extracting(CapacityPlan.Recommendation::effect)
        .asString()
        .startsWith("objectives are broken before any backlog grows: at 105/s");
  }

  @Test
  void aRecoveryThatCanNotBeTrustedIsNoCheck() throws IOException {
    Study whole = KnownStudy.whole();
    Study doubted =
        new Study(
            whole.searched(),
            whole.saturation(),
            whole.recovery().map(of -> KnownStudy.doubted(of, "other work took 0.68 of 2 cores")),
            whole.scalability(),
            whole.notMeasured());
    CapacityPlan plan = Planner.plan(KnownStudy.context(doubted), doubted);

    assertThat(schema().validate(json(plan))).isEmpty();
    assertThat(json(plan).at("/lagRecoveryChecked/doubts/0").asText()).contains("0.68");
    for (String text : List.of(CapacityHtml.render(plan), CapacityMarkdown.render(plan))) {
      assertThat(text).contains("This row is no check", "it was played, but its measurement can");
    }
  }

  @Test
  void aRecoveryInWhichNoOutageWasSeenIsSaidToBeMissing() {
    Study whole = KnownStudy.whole();
    Study without =
        new Study(
            whole.searched(),
            whole.saturation(),
            Optional.of(KnownStudy.probe(7, ProbeWindow.Purpose.RECOVERY, 60)),
            whole.scalability(),
            whole.notMeasured());

    assertThat(CapacityMarkdown.render(Planner.plan(KnownStudy.context(without), without)))
        .contains(
            "a lag recovery, predicted against measured: in its probe no outage began and ended");
  }

  @Test
  void whatIsWorkedOffWithoutAnyBacklogIsAtLeastThat() {
    Study whole = KnownStudy.whole();
    Study easy =
        new Study(
            whole.searched(),
            Optional.of(KnownStudy.probe(6, ProbeWindow.Purpose.SATURATION, 190)),
            whole.recovery(),
            whole.scalability(),
            whole.notMeasured());
    CapacityPlan plan = Planner.plan(KnownStudy.context(easy), easy);

    for (String text : List.of(CapacityHtml.render(plan), CapacityMarkdown.render(plan))) {
      assertThat(text)
          .contains("Backlogs are worked off at no less than 190/s", "no backlog grew")
          .contains("not measured: more was not offered");
    }
  }

  @Test
  void aTargetIsNotCarriedForSureIfASessionDidNotEndInOrder() {
    Study study = KnownStudy.whole();

    CapacityPlan plan = Planner.plan(KnownStudy.unclosed(KnownStudy.context(study)), study);

    assertThat(plan.outcome()).isEqualTo(CapacityPlan.Outcome.UNDECIDED);
    assertThat(plan.sentence())
        .endsWith(
            "but what became of every order of session-1 is not proven, as that did not end in"
                + " order.");
  }

  @Test
  void aTopicThatIsSeldomWrittenAndKeptForHoursHasNeitherNoRecordsNorNoRetention() {
    CostBasis of = KnownStudy.cost();
    TopicQuantity rare =
        new TopicQuantity(
            "orders.inventory.retry",
            "inventory-team",
            4,
            2,
            1,
            Duration.ofHours(12),
            0.3,
            200.0,
            1.0);
    CostBasis basis =
        new CostBasis(
            of.ordersPerSecond(),
            of.rateIs(),
            List.of(rare),
            of.stages(),
            of.bytesFrom(),
            of.written(),
            of.writtenAgain(),
            of.repetitionFrom());
    StringBuilder text = new StringBuilder();

    new CostTables(CostSheet.of(basis, Optional.empty())).topics().write(text);

    assertThat(text.toString())
        .contains("| orders.inventory.retry | inventory-team | 0.30 |", "12.0 h");
  }

  @Test
  void bothFormsHaveAPartForEachReaderAndWhatASignatureNeeds() {
    for (String text : List.of(CapacityHtml.render(whole()), CapacityMarkdown.render(whole()))) {
      assertThat(text)
          .contains(
              "Impact summary",
              "Design summary",
              "Operating summary",
              "Four dimensions",
              "Cost of 1,000 orders",
              "Partitions × consumers",
              "RTO and RPO at the target",
              "n-minus-1-consumers",
              "Not measured",
              "Validity",
              "Environment",
              "Raw data",
              "Headroom",
              "Extrapolated",
              "seed",
              "payments-team",
              "EUR",
              "L = λ·W",
              "orderstorm capacity known --target-rate 150/s --seed 5");
    }
  }

  @Test
  void whatWasNotMeasuredIsSaidAndNotInvented() {
    assertThat(CapacityMarkdown.render(least()))
        .contains("a lag recovery, predicted against measured: left out")
        .contains("working rate: not measured (no saturation probe)")
        .contains("it is not known at which rate backlogs are worked off")
        .contains("No stated time was looked at")
        .doesNotContain("EUR", "NaN", "null", "Infinity");
    assertThat(CapacityHtml.render(nothingSustained()))
        .contains("no rate that was probed", "Not measured: no probe sustained its rate");
  }

  @Test
  void thePageNeedsNoNetworkAndItsTextsAreEscaped() {
    String html = CapacityHtml.render(whole());

    assertThat(html).doesNotContain("src=", "http://", "https://", "@import", "url(");
    assertThat(html).contains("whose limit is known &lt;b&gt;&amp;").doesNotContain("known <b>");
  }

  @Test
  void theMarkdownsTablesHaveACellForEachColumn() {
    int columns = 0;
    for (String line : CapacityMarkdown.render(whole()).split("\n", -1)) {
      if (line.startsWith("|")) {
        int cells = line.replace("\\|", "").split("\\|", -1).length;
        assertThat(columns == 0 || cells == columns).as(line).isTrue();
        columns = cells;
      } else {
        columns = 0;
      }
    }
  }

  @Test
  void thePageCanBeLookedAt() throws IOException {
    Path page = Path.of("target", "capacity-plan.html");

    Files.writeString(page, CapacityHtml.render(whole()));
    Files.writeString(page.resolveSibling("capacity-plan.md"), CapacityMarkdown.render(whole()));

    assertThat(page).isNotEmptyFile();
  }
}
