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
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.Planner;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.synthetic.KnownStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
