package io.orderstorm.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.orderstorm.simulator.event.EventSchemas;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.Poison;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Samples of placed orders with something wrong, given to the stages' own code. */
class ContractCheckTest {

  private static final OrderProfile PROFILE = OrderProfile.ofSeed(1);
  private static final Schema SCHEMA = EventSchemas.current(EventType.ORDER_PLACED);

  private final Poison poison = new Poison(new OrderGenerator(PROFILE));

  private static List<Finding> wrong(byte[] bytes) throws IOException {
    var sample =
        new Sample("sample", "v1", Base64.getEncoder().encodeToString(bytes), expected(bytes));
    var subject =
        new Subject(
            "OrderPlaced",
            "orders",
            "us",
            Compatibility.FULL,
            List.of(new SchemaVersion("v1", SCHEMA)),
            Subject.Consumer.ORDERSTORM,
            List.of(sample));
    return ContractCheck.of(subject, PROFILE).stream().filter(one -> !one.holds()).toList();
  }

  private static JsonNode expected(byte[] bytes) {
    try {
      return AvroText.read(bytes, SCHEMA, SCHEMA);
    } catch (IOException unreadable) {
      return NullNode.getInstance();
    }
  }

  @Test
  void aSoundOrderIsReadUnderstoodAndTakenByItsStage() throws IOException {
    assertThat(wrong(poison.sound(7))).isEmpty();
  }

  @Test
  void anOrderThatIsReadAndMakesNoSenseIsFoundByTheStageThatWouldRefuseIt() throws IOException {
    List<Finding> wrong = wrong(poison.negativeAmount(7));

    assertThat(wrong).hasSize(1);
    assertThat(wrong.get(0).suite()).isEqualTo("replay");
    assertThat(wrong.get(0).what()).isEqualTo("sample to inventory");
    assertThat(wrong.get(0).reason()).startsWith("InvalidOrder: amount must be positive");
  }

  @Test
  void whatIsCutOffOrWrittenWithAnUnknownSchemaIsFoundByEveryReader() throws IOException {
    assertThat(wrong(poison.truncated(7)))
        .extracting(Finding::suite)
        .containsExactly("consumer", "semantics", "replay");
    assertThat(wrong(poison.unknownSchema(7)))
        .extracting(Finding::reason)
        .anySatisfy(reason -> assertThat(reason).startsWith("no version has fingerprint"))
        .anySatisfy(reason -> assertThat(reason).contains("no schema has fingerprint"));
  }
}
