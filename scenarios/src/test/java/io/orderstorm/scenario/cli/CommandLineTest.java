package io.orderstorm.scenario.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @BeforeEach
  void standInTheProject() {
    System.setProperty("orderstorm.root", "..");
  }

  @Test
  void listShowsEveryShippedScenarioWithItsQuestion() {
    assertThat(execute("list")).isZero();

    assertThat(out.toString())
        .contains("campaign-peak", "Does the pipeline hold the autumn campaign", "smoke");
  }

  @Test
  void theHelpOfEveryCommandHasNoFormatThatTheLibraryComplainsOf() {
    CommandLine top = OrderStorm.commandLine();

    assertThat(commandsBelow(top).flatMap(CommandLineTest::helpTexts))
        .allSatisfy(
            text -> assertThatCode(() -> String.format(text)).as(text).doesNotThrowAnyException());
  }

  private static Stream<CommandLine> commandsBelow(CommandLine of) {
    return Stream.concat(
        Stream.of(of), of.getSubcommands().values().stream().flatMap(c -> commandsBelow(c)));
  }

  /** Those that the library formats when it prints them. */
  private static Stream<String> helpTexts(CommandLine of) {
    UsageMessageSpec usage = of.getCommandSpec().usageMessage();
    return Stream.of(usage.description(), usage.footer()).flatMap(Stream::of);
  }

  @Test
  void anUnknownScenarioIsInvalidAndNamesTheOnesThereAre() {
    assertThat(execute("run", "campagne-peak")).isEqualTo(2);

    assertThat(err.toString()).contains("no scenario 'campagne-peak'").contains("campaign-peak");
  }

  @Test
  void aBadOverrideIsInvalidAndStartsNothing() {
    Path run = folder.resolve("run");

    assertThat(execute("run", "smoke", "--out", run.toString(), "--set", "load.0.hold.rate=0/s"))
        .isEqualTo(2);

    assertThat(err.toString()).startsWith("--set load.0.hold.rate=0/s: ");
    assertThat(run).doesNotExist();
  }

  @Test
  void aRunFolderWithContentIsRefusedAndKept() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept.txt"), "mine");

    assertThat(execute("run", "smoke", "--out", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(folder.toString()).contains("content");
    assertThat(kept).hasContent("mine");
    assertThat(folder).isDirectoryContaining(path -> path.equals(kept));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --forecast FILE --percentile 0     | --percentile 0.0: must be above 0, at most 100
          --forecast FILE --percentile 999   | --percentile 999.0: must be above 0, at most 100
          --forecast FILE --percentile NaN   | --percentile NaN: must be above 0, at most 100
          --forecast FILE --safety 0         | --safety 0.0: must be a factor above 0
          --forecast FILE --safety NaN       | --safety NaN: must be a factor above 0
          --forecast FILE --peak 10/s        | --forecast and --peak: give one of them
          --peak 10/s --growth -1            | --growth -1.0: must be a factor above 0
          --peak 0/s                         | Invalid value for option '--peak': a rate is a number and /s or /min
          --target-rate 0/s                  | Invalid value for option '--target-rate': a rate is a number and /s or /min
          --growth 2                         | --growth 2.0: is of a peak, give --peak too
          --safety 2                         | --safety 2.0: is on a forecast or a peak
          --tolerance 0                      | --tolerance 0.0: must be a share above 0, below 1
          --most-probes 0                    | --most-probes 0: must be at least 1
          """)
  void aStudyThatCanNotBeMadeIsInvalidAndBeginsNothing(String options, String message)
      throws IOException {
    Path csv = Files.writeString(folder.resolve("orders.csv"), "orders\n600\n");
    Path study = folder.resolve("study");
    String line =
        "capacity known-capacity --out " + study + " " + options.replace("FILE", csv.toString());

    assertThat(execute(line.split(" +"))).isEqualTo(2);

    assertThat(err.toString()).startsWith(message);
    assertThat(study).doesNotExist();
  }

  @Test
  void onePairOfRunsIsNeverARegression() {
    String run = folder.toString();

    assertThat(execute("compare", "--base", run, "--with", run, "--fail-on", "regression"))
        .isEqualTo(2);

    assertThat(err.toString())
        .contains("one run a side shows no regression")
        .contains("at least 4");
  }

  @Test
  void aTreatmentThatCanNotBeRunIsRefusedBeforeAnythingStarts() {
    Path series = folder.resolve("series");

    assertThat(
            execute(
                "run", "smoke", "--repeat", "4", "--out", series.toString(), "--with", "quiet=now"))
        .isEqualTo(2);

    assertThat(err.toString()).startsWith("--set quiet=now: ");
    assertThat(series).doesNotExist();
  }

  @Test
  void anUnknownOptionIsInvalid() {
    assertThat(execute("run", "smoke", "--engine", "imagined")).isEqualTo(2);

    assertThat(err.toString()).contains("--engine").contains("live");
  }

  @Test
  void anOccupiedPortIsAFaultOfTheMachine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(execute("toxiproxy", "--port", Integer.toString(taken.getLocalPort())))
          .isEqualTo(3);

      assertThat(err.toString()).contains("Address already in use").contains("--port");
    }
  }

  @Test
  void aToxiproxyThatIsNotThereIsNamedAndNothingStarts() throws IOException {
    Path run = folder.resolve("run");
    int nobody;
    try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = once.getLocalPort();
    }

    String url = "http://127.0.0.1:" + nobody;
    assertThat(execute("run", "smoke", "--out", run.toString(), "--toxiproxy-url", url))
        .isEqualTo(3);

    assertThat(err.toString()).contains(url).contains("can't be reached");
    assertThat(run).doesNotExist();
  }

  @Test
  void aUrlThatIsNoneIsInvalid() {
    assertThat(execute("run", "smoke", "--toxiproxy-url", "localhost:8474")).isEqualTo(2);

    assertThat(err.toString()).contains("--toxiproxy-url").contains("http://HOST:PORT");
  }

  @Test
  void aToxiproxyOnAnotherHostIsRefusedUnlessItIsListed() {
    assertThat(execute("run", "smoke", "--toxiproxy-url", "http://192.0.2.1:8474")).isEqualTo(2);

    assertThat(err.toString()).contains("192.0.2.1").contains("allow-list");
  }

  @Test
  void halfOpenIsRefusedWhereItStandsIfTheToxiproxyDoesNotKnowIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("half.yaml"),
            """
            scenario: half
            title: Half
            question: Half?
            owner: tests
            load:
              - hold: { rate: 5/s, for: 12s }
            faults:
              - name: gone
                at: 2s
                for: 3s
                on: producer -> brokers
                toxic: { type: half_open }
            """);
    var original = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    original.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals("/version");
          exchange.sendResponseHeaders(known ? 200 : 404, known ? 0 : -1);
          if (known) {
            exchange.getResponseBody().write("{\"version\": \"2.12.0\"}".getBytes(UTF_8));
          }
          exchange.close();
        });
    original.start();
    try {
      String url = "http://127.0.0.1:" + original.getAddress().getPort();
      assertThat(execute("run", file.toString(), "--toxiproxy-url", url)).isEqualTo(2);
    } finally {
      original.stop(0);
    }

    assertThat(err.toString()).contains("half.yaml:12:").contains("does not know half_open");
  }

  @Test
  void optionsOfContainersAreRefusedWhereThereAreNone() {
    assertThat(execute("run", "smoke", "--kafka-image", "apache/kafka:4.1.0")).isEqualTo(2);

    assertThat(err.toString()).contains("--kafka-image").contains("testcontainers");
  }

  @Test
  void aToxiproxyOfOnesOwnDoesNotGoWithContainers() {
    assertThat(
            execute(
                "run",
                "smoke",
                "--environment",
                "testcontainers",
                "--toxiproxy-url",
                "http://127.0.0.1:8474"))
        .isEqualTo(2);

    assertThat(err.toString()).contains("--toxiproxy-url").contains("testcontainers");
  }

  @Test
  void replicationCanNotBeHitInContainersAndTheLineIsNamed() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("replicas.yaml"),
            """
            scenario: replicas
            title: Replicas
            question: Replicas?
            owner: tests
            load:
              - hold: { rate: 5/s, for: 12s }
            faults:
              - name: slow-replication
                at: 2s
                for: 3s
                on: brokers -> broker-2
                toxic: { type: latency, latency: 50ms }
            """);

    assertThat(execute("run", file.toString(), "--environment", "testcontainers")).isEqualTo(2);

    assertThat(err.toString()).contains("replicas.yaml:11:").contains("brokers -> broker-2");
  }

  @Test
  void whatIsNoRunFolderIsInvalid() {
    assertThat(execute("report", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains(folder.toString());
  }

  private int execute(String... arguments) {
    CommandLine commandLine =
        OrderStorm.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
