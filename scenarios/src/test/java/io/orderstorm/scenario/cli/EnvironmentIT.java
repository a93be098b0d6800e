package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline alone, as somebody who explores it takes it up and down. */
@Tag("drill")
@Tag("alone")
class EnvironmentIT {

  @TempDir Path folder;

  @Test
  void itStandsUntilItIsTakenDown() throws Exception {
    Path output = folder.resolve("up.txt");
    Process up =
        orderstorm(
            output,
            "environment",
            "up",
            "--rate",
            "20/s",
            "--out",
            folder.resolve("run").toString());
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> Files.readString(output).contains("it stands until") || !up.isAlive());
    assertThat(up.isAlive()).as(Files.readString(output)).isTrue();

    Path shown = folder.resolve("shown.txt");
    assertThat(exit(orderstorm(shown, "environment", "show"))).isZero();
    JsonNode record = new ObjectMapper().readTree(shown.toFile());
    assertThat(record.path("pid").asLong()).isEqualTo(up.pid());
    Path kept = folder.resolve("home").resolve("environment.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .as("it holds a password")
        .isEqualTo("rw-------");
    String servers = record.path("bootstrapServers").asText();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      assertThat(admin.listTopics().names().get()).contains("orders", "payments", "fulfilment");
    }

    Path second = folder.resolve("second.txt");
    assertThat(exit(orderstorm(second, "environment", "up"))).isEqualTo(2);
    assertThat(second).content().contains("stands already");

    Path down = folder.resolve("down.txt");
    assertThat(exit(orderstorm(down, "environment", "down"))).isZero();
    assertThat(up.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(kept).doesNotExist();
    assertThat(exit(orderstorm(down, "environment", "down"))).isEqualTo(2);
    assertThat(down).content().contains("no environment stands");
    Path run = folder.resolve("run");
    assertThat(run.resolve("observations").resolve("orders.bin")).isNotEmptyFile();
    Path report = folder.resolve("report.txt");
    exit(orderstorm(report, "report", run.toString()));
    assertThat(report).content().as("what passed is accounted for").contains("nothing lost");
    assertThat(exit(orderstorm(report, "verify", run.toString()))).isZero();
  }

  private Process orderstorm(Path output, String... arguments) throws Exception {
    return Product.start(folder.resolve("home"), output, arguments);
  }

  private static int exit(Process product) throws InterruptedException {
    assertThat(product.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return product.exitValue();
  }
}
