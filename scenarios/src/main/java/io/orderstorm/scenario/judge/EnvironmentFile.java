package io.orderstorm.scenario.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.expectation.Ceiling;
import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * {@code environment.json}: on what a run was made, and what of it the report needs. No path, no
 * user name, no secret.
 *
 * @param runId names the run
 * @param command the command line that repeats it
 * @param ceiling what this machine was measured to carry, empty if it was not
 * @param cluster the user's brokers, empty if the run had its own
 * @param toxiproxy the version of the user's Toxiproxy, empty if the run had its own links
 */
public record EnvironmentFile(
    String runId,
    String engine,
    String environment,
    String command,
    Optional<Ceiling> ceiling,
    Optional<Cluster> cluster,
    Optional<String> toxiproxy) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A cluster that the user runs.
   *
   * @param prefix of the run's topics and groups there
   * @param brokers how many it had when the run began
   */
  public record Cluster(String id, String prefix, int brokers) {}

  /** Writes the file, with everything that can be told about this machine. */
  public void write(Path file, Scenario scenario, String startedAt) {
    ObjectNode root = JSON.createObjectNode();
    root.put("runId", runId).put("startedAt", startedAt);
    root.put("engine", engine).put("environment", environment).put("command", command);
    ceiling.ifPresent(
        measured ->
            root.putObject("ceiling")
                .put("ordersPerSecond", measured.ordersPerSecond())
                .put("provenance", measured.provenance()));
    root.set("versions", versions());
    root.set("machine", machine());
    root.set("jvm", jvm());
    root.set("brokers", brokers(scenario, cluster));
    toxiproxy.ifPresent(version -> root.putObject("toxiproxy").put("version", version));
    try {
      JSON.writeValue(file.toFile(), root);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /** Reads back what {@link #write} wrote. */
  public static EnvironmentFile read(Path file) {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      return new EnvironmentFile(
          root.path("runId").asText(),
          root.path("engine").asText(),
          root.path("environment").asText(),
          root.path("command").asText(),
          ceiling(root.path("ceiling")),
          cluster(root.path("brokers")),
          Optional.of(root.path("toxiproxy").path("version").asText())
              .filter(version -> !version.isEmpty()));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static Optional<Cluster> cluster(JsonNode brokers) {
    return brokers.has("clusterId")
        ? Optional.of(
            new Cluster(
                brokers.path("clusterId").asText(),
                brokers.path("prefix").asText(),
                brokers.path("count").asInt()))
        : Optional.empty();
  }

  private static Optional<Ceiling> ceiling(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Ceiling(node.path("ordersPerSecond").asDouble(), node.path("provenance").asText()));
  }

  private static ObjectNode versions() {
    ObjectNode versions = JSON.createObjectNode();
    versions.put("orderstorm", version(EnvironmentFile.class));
    versions.put("kafka", kafkaVersion());
    versions.put("gatling", version(io.gatling.app.Gatling.class));
    return versions;
  }

  private static String kafkaVersion() {
    var properties = new Properties();
    try (InputStream in =
        KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  private static String version(Class<?> type) {
    @Nullable String version = type.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static ObjectNode machine() {
    ObjectNode machine = JSON.createObjectNode();
    var os = ManagementFactory.getOperatingSystemMXBean();
    machine.put("os", os.getName() + " " + os.getVersion() + " " + os.getArch());
    machine.put("cores", os.getAvailableProcessors());
    if (os instanceof com.sun.management.OperatingSystemMXBean more) {
      machine.put("memoryBytes", more.getTotalMemorySize());
    }
    machine.put("cpu", cpu());
    machine.put("host", host());
    machine.put("clock", "System.nanoTime (CLOCK_MONOTONIC), anchored once to the wall clock");
    return machine;
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .orElse("unknown");
    } catch (IOException noLinux) {
      return "unknown";
    }
  }

  private static String host() {
    if (Files.exists(Path.of("/.dockerenv")) || System.getenv("KUBERNETES_SERVICE_HOST") != null) {
      return "container";
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static ObjectNode jvm() {
    ObjectNode jvm = JSON.createObjectNode();
    jvm.put("version", Runtime.version().toString());
    jvm.put("vendor", System.getProperty("java.vm.vendor"));
    jvm.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    return jvm;
  }

  private static ObjectNode brokers(Scenario scenario, Optional<Cluster> cluster) {
    ObjectNode brokers = JSON.createObjectNode();
    brokers.put("replication", scenario.pipeline().topics().replication());
    brokers.put("minInsync", scenario.pipeline().topics().minInsync());
    cluster.ifPresentOrElse(
        found ->
            brokers
                .put("count", found.brokers())
                .put("clusterId", found.id())
                .put("prefix", found.prefix()),
        () ->
            brokers
                .put("count", scenario.pipeline().brokers())
                .put(
                    "failureDetection",
                    scenario.pipeline().fastFailureDetection() ? "fast" : "default"));
    return brokers;
  }
}
