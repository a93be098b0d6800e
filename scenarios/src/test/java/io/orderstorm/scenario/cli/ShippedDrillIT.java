package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.scenario.drill.Drill;
import io.orderstorm.scenario.drill.Drills;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The short form of one of the drills that ship, in rotation: another one each day, or the one that
 * {@code -Dorderstorm.drill=dlq-triage} names.
 */
class ShippedDrillIT {

  /** Searches a rate, which takes five minutes of a machine that nothing else uses. */
  private static final String BY_ITSELF = "safe-replay-rate";

  @TempDir Path folder;

  @Test
  void theDrillOfTheDayProvesWhatItSays() throws Exception {
    String drill = ofTheDay();
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

  private static String ofTheDay() {
    String named = System.getProperty("orderstorm.drill", "");
    List<String> drills =
        Drills.all().stream()
            .map(Drill::name)
            .filter(name -> !name.equals(BY_ITSELF))
            .sorted()
            .toList();
    return named.isEmpty()
        ? drills.get((int) (LocalDate.now().toEpochDay() % drills.size()))
        : named;
  }
}
