package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.scenario.drill.Drill;
import io.orderstorm.scenario.drill.Drills;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * The short form of each drill that ships, or only of the one that {@code
 * -Dorderstorm.drill=dlq-triage} names.
 */
@Tag("alone")
class ShippedDrillIT {

  @TempDir Path folder;

  static List<String> drills() {
    String named = System.getProperty("orderstorm.drill", "");
    return named.isEmpty() ? Drills.all().stream().map(Drill::name).toList() : List.of(named);
  }

  @ParameterizedTest
  @MethodSource("drills")
  void aDrillProvesWhatItSays(String drill) throws Exception {
    Path output = folder.resolve("output.txt");
    Path run = folder.resolve("run");

    Process product =
        Product.start(
            folder.resolve("home"), output, "drill", drill, "--short", "--out", run.toString());

    assertThat(product.waitFor(8, TimeUnit.MINUTES)).isTrue();
    assertThat(run.resolve("drill.json")).as(Files.readString(output)).exists();
    JsonNode record = new ObjectMapper().readTree(run.resolve("drill.json").toFile());
    // how busy the machine is may leave a check open, or make the run VOID; it refutes nothing
    assertThat(record.path("checks"))
        .as(record.toPrettyString())
        .isNotEmpty()
        .noneMatch(check -> check.path("met").isBoolean() && !check.path("met").booleanValue());
    if (record.path("verdict").asText().equals("VOID")) {
      throw new TestAbortedException(
          drill + ": this machine is too busy to judge it: " + record.path("reasons"));
    }
    assertThat(product.exitValue()).as(record.toPrettyString()).isZero();
  }
}
