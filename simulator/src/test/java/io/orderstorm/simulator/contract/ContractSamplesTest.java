package io.orderstorm.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.simulator.event.Cause;
import io.orderstorm.simulator.event.EventCodec;
import io.orderstorm.simulator.event.EventIds;
import io.orderstorm.simulator.event.EventMeta;
import io.orderstorm.simulator.event.EventSchemas;
import io.orderstorm.simulator.event.EventType;
import io.orderstorm.simulator.event.OrderEncoder;
import io.orderstorm.simulator.event.OrderEvent;
import io.orderstorm.simulator.order.OrderGenerator;
import io.orderstorm.simulator.order.OrderProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The samples that ship: every version that is written has some. With {@code -Dsamples.write=true}
 * those of a version that has none are written; what is there was written by history and stays.
 */
class ContractSamplesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("..", "contracts", "samples");
  private static final int SAMPLES = 3;

  @ParameterizedTest
  @EnumSource
  void everyVersionThatIsWrittenHasSamples(EventType type) throws IOException {
    int version = EventSchemas.versions(type).size();
    Path file = FOLDER.resolve(type.text() + ".v" + version + ".jsonl");
    if (Boolean.getBoolean("samples.write") && !Files.exists(file)) {
      Files.createDirectories(FOLDER);
      Files.write(file, lines(type));
    }

    assertThat(Files.readAllLines(file)).hasSize(SAMPLES);
  }

  private static List<String> lines(EventType type) throws IOException {
    Schema schema = EventSchemas.current(type);
    var lines = new ArrayList<String>();
    for (int number = 0; number < SAMPLES; number++) {
      byte[] bytes = event(type, number);
      ObjectNode line = JSON.createObjectNode();
      line.put("bytes", Base64.getEncoder().encodeToString(bytes));
      line.set("expected", AvroText.read(bytes, schema, schema));
      lines.add(JSON.writeValueAsString(line));
    }
    return lines;
  }

  private static byte[] event(EventType type, int number) {
    var generator = new OrderGenerator(OrderProfile.ofSeed(1));
    var encoder = new OrderEncoder(generator);
    byte[] placed = encoder.placed(number);
    if (type == EventType.ORDER_PLACED) {
      return placed;
    }
    String order = generator.orderId(number);
    var cause = new Cause(EventIds.of(order, type, Cause.NONE.id(), 1), "orders", 2, 40L + number);
    var meta =
        new EventMeta(
            type,
            EventIds.of(order, type, cause.id(), 0),
            order,
            number,
            cause,
            0,
            1_795_737_600_000_000L + number);
    return EventCodec.encode(
        new OrderEvent(
            meta,
            encoder.order().customer().id(),
            encoder.order().amountMinor(),
            encoder.order().currency(),
            number == 0 ? "" : "sample, Zürich 東京 " + number,
            List.of()));
  }
}
