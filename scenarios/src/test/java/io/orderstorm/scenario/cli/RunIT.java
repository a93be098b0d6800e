package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product as a user runs it: real brokers, a real store, real services, real faults. */
class RunIT {

  private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);

  @TempDir Path folder;
  private Path scenario;
  private Path run;
  private Path output;

  @BeforeEach
  void writeScenario() throws IOException {
    run = folder.resolve("run");
    output = folder.resolve("output.txt");
    scenario =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            scenario: small
            title: A small run
            question: Does everything hang together?
            owner: tests
            pipeline:
              brokers: 1
              topics: { partitions: 3, replication: 1 }
            load:
              - hold: { rate: 40/s, for: 16s }
            quiet: 90s
            faults:
              - name: poison
                at: 3s
                for: 4s
                message: { kinds: [malformed, unknown-schema, negative-amount], count: 9 }
              - name: payment-outage
                at: 6s
                for: 3s
                on: payment -> payment-provider
                toxic: { type: timeout, stream: both }
            objectives:
              recovery:
                payment:    { rto: 60s, rpo: 0 orders }
                ingestion:  { rto: 60s, rpo: 0 orders }
                fulfilment: { rto: 60s, rpo: 0 orders }
            """);
  }

  @Test
  void everyOrderIsAccountedForAndEveryPoisonIsDeadLettered() throws Exception {
    Process product =
        Product.start(
            folder.resolve("home"), output, "run", scenario.toString(), "--out", run.toString());

    assertThat(product.waitFor(6, TimeUnit.MINUTES)).isTrue();

    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    JsonNode orders = result.path("orders");
    String seen = Files.readString(output);
    assertThat(orders.path("offered").asLong()).as(seen).isEqualTo(640);
    assertThat(orders.path("acknowledged").asLong()).isEqualTo(640);
    assertThat(orders.path("fulfilled").asLong() + orders.path("compensated").asLong())
        .as(seen)
        .isEqualTo(640);
    for (String none :
        List.of(
            "lost",
            "duplicateEffects",
            "orphanEffects",
            "orderingViolations",
            "impossibleTransitions",
            "parityMismatches",
            "inFlight")) {
      assertThat(orders.path(none).asLong()).as(none).isZero();
    }
    assertThat(result.path("poison").path("injected").asLong()).isEqualTo(9);
    assertThat(result.path("poison").path("deadLettered").asLong()).isEqualTo(9);
    assertThat(result.path("poison").path("falselyDeadLettered").asLong()).isZero();
    result
        .path("faults")
        .forEach(
            fault -> assertThat(fault.path("effective").asBoolean()).as(fault.toString()).isTrue());
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    assertThat(run.resolve("junit.xml")).isNotEmptyFile();

    Process verify =
        Product.start(
            folder.resolve("home"), folder.resolve("verify.txt"), "verify", run.toString());
    assertThat(verify.waitFor()).as(Files.readString(folder.resolve("verify.txt"))).isZero();
    alterOneByte(run.resolve("journal").resolve("generator-1.sends.bin"));
    Process again =
        Product.start(
            folder.resolve("home"), folder.resolve("again.txt"), "verify", run.toString());
    assertThat(again.waitFor()).isEqualTo(1);
    assertThat(folder.resolve("again.txt"))
        .content()
        .contains("altered [journal/generator-1.sends.bin]");
    assertNothingIsLeft();
  }

  @Test
  void aKilledHarnessLeavesNoProcessBehind() throws Exception {
    Process product =
        Product.start(
            folder.resolve("home"), output, "run", scenario.toString(), "--out", run.toString());
    await().atMost(STARTED_WITHIN).until(() -> Files.readString(output).contains("load "));
    List<ProcessHandle> children = product.toHandle().descendants().toList();

    product.destroyForcibly().waitFor();

    assertThat(children).hasSizeGreaterThan(3);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    await().atMost(Duration.ofMinutes(1)).until(() -> postgres(folder.resolve("home")).isEmpty());
  }

  @Test
  void anInterruptedRunEndsEverythingAndSaysSo() throws Exception {
    Process product =
        Product.start(
            folder.resolve("home"), output, "run", scenario.toString(), "--out", run.toString());
    await()
        .atMost(STARTED_WITHIN)
        .until(() -> Files.readString(output).contains("fault payment-outage"));
    List<ProcessHandle> children = product.toHandle().descendants().toList();

    var ctrlC = new ArrayList<String>(List.of("kill", "-INT", Long.toString(product.pid())));
    children.forEach(child -> ctrlC.add(Long.toString(child.pid()))); // as a terminal does
    new ProcessBuilder(ctrlC).start().waitFor();

    assertThat(product.waitFor(35, TimeUnit.SECONDS))
        .as("ended by itself, and not because nobody waits any longer, which is after 40 s")
        .isTrue();
    assertThat(product.exitValue()).isEqualTo(130);
    assertThat(Files.readString(output))
        .contains("interrupted; every fault is reverted and every process ended")
        .doesNotContain("should not have happened");
    assertThat(children.stream().filter(ProcessHandle::isAlive)).isEmpty();
    assertNothingIsLeft();
  }

  private static void alterOneByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(postgres(folder.resolve("home"))).isEmpty();
    try (Stream<Path> work = Files.list(folder.resolve("home").resolve("work"))) {
      assertThat(work).isEmpty();
    }
  }

  /** PostgreSQL servers whose data lie below a folder. */
  private static Optional<ProcessHandle> postgres(Path home) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
        .filter(process -> process.info().command().orElse("").endsWith("postgres"))
        .findFirst();
  }
}
