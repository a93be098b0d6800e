package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.broker.BrokerMain;
import io.orderstorm.simulator.broker.BrokerTuning;
import io.orderstorm.simulator.broker.FailureDetection;
import io.orderstorm.simulator.process.ChildJvm;
import io.orderstorm.simulator.process.Compilation;
import io.orderstorm.simulator.process.FreePorts;
import io.orderstorm.simulator.process.Launch;
import io.orderstorm.simulator.process.Precedence;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * A broker of the user's that speaks TLS alone, with a certificate of its own authority, and asks
 * for a name and a password (SASL/PLAIN).
 */
final class SecuredBroker implements AutoCloseable {

  static final String PASSWORD = "not-to-be-seen-in-any-file";
  private static final String STORE_PASSWORD = "keeps-a-test-key";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";

  private final Path folder;
  private final int port;
  private final ChildJvm process;

  SecuredBroker(Path folder) throws Exception {
    this.folder = folder;
    this.port = FreePorts.next();
    certify();
    Path file = folder.resolve("server.properties");
    write(file, server(FreePorts.next(), FreePorts.next()));
    this.process =
        ChildJvm.start(
            new Launch(
                "secured-broker",
                BrokerMain.class.getName(),
                List.of(file.toString(), Uuid.randomUuid().toString()),
                Precedence.SYSTEM_UNDER_TEST,
                Compilation.QUICK,
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                folder.resolve("broker.log")),
            message -> {});
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  /** What a user's file for Kafka's own tools holds. */
  Path clientProperties(String password) throws IOException {
    var properties = new Properties();
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", "PLAIN");
    properties.put("sasl.jaas.config", LOGIN + "username=\"storm\" password=\"" + password + "\";");
    properties.put("ssl.truststore.location", folder.resolve("trust.p12").toString());
    properties.put("ssl.truststore.password", STORE_PASSWORD);
    properties.put("ssl.truststore.type", "PKCS12");
    Path file = Files.createTempFile(folder, "client", ".properties");
    write(file, properties);
    return file;
  }

  private Properties server(int controller, int internal) {
    var properties = new Properties();
    properties.putAll(BrokerTuning.of(1, FailureDetection.DEFAULT).properties());
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "INTERNAL");
    properties.put("log.dirs", folder.resolve("log").toString());
    String clients = "SECURED://127.0.0.1:" + port + ",INTERNAL://127.0.0.1:" + internal;
    properties.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + controller);
    properties.put("advertised.listeners", clients);
    properties.put(
        "listener.security.protocol.map",
        "SECURED:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", "PLAIN");
    properties.put(
        "listener.name.secured.plain.sasl.jaas.config", LOGIN + "user_storm=\"" + PASSWORD + "\";");
    properties.put("ssl.keystore.location", folder.resolve("key.p12").toString());
    properties.put("ssl.keystore.password", STORE_PASSWORD);
    properties.put("ssl.keystore.type", "PKCS12");
    return properties;
  }

  /** A key with its certificate, and a store that trusts it. */
  private void certify() throws Exception {
    String key = folder.resolve("key.p12").toString();
    String certificate = folder.resolve("certificate.pem").toString();
    keytool("-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker")
        .and("-ext", "SAN=ip:127.0.0.1", "-keystore", key)
        .run();
    keytool("-exportcert", "-rfc", "-alias", "broker", "-file", certificate)
        .and("-keystore", key)
        .run();
    keytool("-importcert", "-noprompt", "-alias", "broker", "-file", certificate)
        .and("-keystore", folder.resolve("trust.p12").toString())
        .run();
  }

  private static Keytool keytool(String... arguments) {
    return new Keytool(List.of(arguments));
  }

  /** The JDK's own tool for keys. */
  private record Keytool(List<String> arguments) {

    Keytool and(String... more) {
      var all = new ArrayList<>(arguments);
      all.addAll(List.of(more));
      return new Keytool(all);
    }

    void run() throws Exception {
      String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      var command = new ArrayList<>(List.of(tool));
      command.addAll(arguments);
      command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    }
  }

  private static void write(Path file, Properties properties) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
  }

  @Override
  public void close() {
    process.terminate();
    if (!process.awaitEnd(Duration.ofSeconds(12))) {
      process.kill();
    }
  }
}
