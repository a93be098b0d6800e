package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * One of the runbooks that ship, in rotation: another one each day, or the one that {@code
 * -Dorderstorm.runbook=broker-loss} names.
 */
@Tag("alone")
class ShippedRunbookIT {

  private static final Path SHIPPED = Path.of("..", "scenarios", "runbooks");

  @TempDir Path folder;

  @Test
  void theRunbookOfTheDayDoesWhatItSays() throws Exception {
    Path runbook = ofTheDay();
    Path output = folder.resolve("output.txt");
    Path run = folder.resolve("run");

    Process product =
        Product.start(
            folder.resolve("home"),
            output,
            "runbook",
            "verify",
            runbook.toString(),
            "--pace",
            "1s",
            "--out",
            run.toString());

    assertThat(product.waitFor(8, TimeUnit.MINUTES)).isTrue();
    JsonNode record = new ObjectMapper().readTree(run.resolve("runbook.json").toFile());
    String verdict = record.path("verdict").asText();
    if (verdict.equals("VOID")) {
      throw new TestAbortedException(
          runbook.getFileName()
              + ": this machine is too busy to judge it: "
              + record.path("reasons"));
    }
    assertThat(verdict).as(Files.readString(output)).isEqualTo("VERIFIED");
    assertThat(product.exitValue()).isZero();
  }

  private static Path ofTheDay() throws IOException {
    String named = System.getProperty("orderstorm.runbook", "");
    if (!named.isEmpty()) {
      return SHIPPED.resolve(named + ".md");
    }
    try (Stream<Path> files = Files.list(SHIPPED)) {
      List<Path> runbooks = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
      return runbooks.get((int) (LocalDate.now().toEpochDay() % runbooks.size()));
    }
  }
}
