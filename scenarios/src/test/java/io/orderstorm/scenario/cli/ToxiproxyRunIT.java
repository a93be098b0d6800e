package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.simulator.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs whose links are in a Toxiproxy that is not the run's: a process of its own, with a proxy and
 * a toxic of somebody else's on it.
 */
@Tag("drill")
@Tag("alone")
class ToxiproxyRunIT {

  private static final Duration STARTED_WITHIN = Duration.ofMinutes(3);
  private static final Duration LEASE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Process server;
  private String url;
  private Path output;
  private Path run;
  private JsonNode before;

  @BeforeEach
  void startTheUsersToxiproxy() throws Exception {
    output = folder.resolve("output.txt");
    run = folder.resolve("run");
    int port = FreePorts.next();
    url = "http://127.0.0.1:" + port;
    server =
        Product.start(
            folder.resolve("their-home"),
            folder.resolve("toxiproxy.txt"),
            "toxiproxy",
            "--port",
            Integer.toString(port));
    await().atMost(STARTED_WITHIN).ignoreExceptions().until(() -> proxies().isEmpty());
    post(
        "/proxies",
        "{\"name\":\"theirs\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}");
    post("/proxies/theirs/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":7}}");
    before = proxies();
  }

  @AfterEach
  void stopIt() throws Exception {
    server.destroy();
    server.waitFor();
  }

  @Test
  void aRunThroughItPassesAndLeavesOnlyWhatWasThere() throws Exception {
    Process product = start("--out", run.toString());
    await().atMost(STARTED_WITHIN).until(() -> ours().size() == 10);
    assertThat(ours()).allMatch(name -> name.startsWith("orderstorm-20"));
    assertThat(ours()).anyMatch(name -> name.endsWith("-payment->payment-provider"));

    assertThat(product.waitFor(6, TimeUnit.MINUTES)).isTrue();

    String seen = Files.readString(output);
    assertThat(product.exitValue()).as(seen).isZero();
    assertThat(proxies()).isEqualTo(before);
    JsonNode result = new ObjectMapper().readTree(run.resolve("result.json").toFile());
    assertThat(result.path("orders").path("offered").asLong()).isEqualTo(480);
    assertThat(result.path("orders").path("lost").asLong()).isZero();
    assertThat(result.path("faults")).hasSize(2).allMatch(one -> one.path("effective").asBoolean());
    assertThat(run.resolve("environment.json")).content().contains("--toxiproxy-url " + url);
  }

  @Test
  void anInterruptedRunDeletesItsProxies() throws Exception {
    Process product = start("--out", run.toString());
    await().atMost(STARTED_WITHIN).until(() -> Files.readString(output).contains("load "));

    new ProcessBuilder("kill", "-INT", Long.toString(product.pid())).start().waitFor();

    assertThat(product.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(product.exitValue()).isEqualTo(130);
    assertThat(proxies()).isEqualTo(before);
  }

  @Test
  void aKilledRunLeavesNoToxicForLongerThanItsLease() throws Exception {
    Process product = start("--out", run.toString());
    await()
        .atMost(STARTED_WITHIN)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !toxics().isEmpty());

    product.destroyForcibly().waitFor();
    long killed = System.nanoTime();

    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> toxics().isEmpty());
    assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(LEASE);
    await().atMost(Duration.ofMinutes(1)).until(() -> proxies().equals(before));
  }

  @Test
  void whatARunLeftWhoseWatchdogWasKilledTooGoesAtTheNextStart() throws Exception {
    Process product = start("--out", run.toString());
    await().atMost(STARTED_WITHIN).until(() -> Files.readString(output).contains("load "));
    product
        .descendants()
        .filter(ToxiproxyRunIT::isWatchdog)
        .forEach(ProcessHandle::destroyForcibly);
    product.destroyForcibly().waitFor();
    assertThat(ours()).isNotEmpty();

    Process next = start("--out", folder.resolve("next").toString());
    await()
        .atMost(STARTED_WITHIN)
        .until(() -> Files.readString(output).contains("reverted what a killed run left behind"));
    new ProcessBuilder("kill", "-INT", Long.toString(next.pid())).start().waitFor();

    assertThat(next.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(proxies()).isEqualTo(before);
  }

  /** The JDK cuts long command lines. */
  private static boolean isWatchdog(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).contains("Watchdog");
    } catch (IOException e) {
      return false;
    }
  }

  private Process start(String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("run", scenario().toString(), "--toxiproxy-url", url));
    arguments.addAll(List.of(more));
    return Product.start(folder.resolve("home"), output, arguments.toArray(String[]::new));
  }

  private Path scenario() throws IOException {
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        scenario: small
        title: A small run
        question: Does it run through a Toxiproxy of somebody else's?
        owner: tests
        pipeline:
          brokers: 1
          topics: { partitions: 3, replication: 1, min-insync: 1 }
        load:
          - hold: { rate: 40/s, for: 12s }
        quiet: 90s
        validity: { slip: 3s }
        faults:
          - name: late
            at: 2s
            for: 4s
            on: producer -> brokers
            toxic: { type: latency, latency: 60ms, stream: both }
          - name: payment-outage
            at: 4s
            for: 2s
            on: payment -> payment-provider
            toxic: { type: down }
        """);
  }

  private List<String> ours() throws Exception {
    var names = new ArrayList<String>();
    for (Iterator<String> all = proxies().fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    names.remove("theirs");
    return names;
  }

  /** Those on proxies of ours. */
  private List<String> toxics() throws Exception {
    var names = new ArrayList<String>();
    proxies()
        .properties()
        .forEach(
            proxy -> {
              if (!proxy.getKey().equals("theirs")) {
                proxy
                    .getValue()
                    .path("toxics")
                    .forEach(one -> names.add(one.path("name").asText()));
              }
            });
    return names;
  }

  private JsonNode proxies() throws Exception {
    return new ObjectMapper().readTree(send(HttpRequest.newBuilder(URI.create(url + "/proxies"))));
  }

  private void post(String path, String body) throws Exception {
    send(
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
