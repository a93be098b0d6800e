package io.orderstorm.scenario.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTransportTest {

  private static final String PASSWORD = "for-this-test";

  @TempDir Path folder;

  @Test
  void aLoginPassesAndTlsIsTheHopsOwn() {
    var properties =
        Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", "a login",
            "ssl.endpoint.identification.algorithm", "");

    assertThat(BrokerTransport.of(properties).clientProperties())
        .isEqualTo(
            Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "a login"));
  }

  @Test
  void withoutTlsClientPropertiesStayAsTheyAre() {
    var properties = Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN");

    assertThat(BrokerTransport.of(properties).clientProperties()).isEqualTo(properties);
  }

  @Test
  void kerberosIsRefusedBecauseItsTicketsAreForOtherAddresses() {
    assertThatThrownBy(() -> BrokerTransport.of(Map.of("security.protocol", "SASL_SSL")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GSSAPI");
  }

  @Test
  void aTrustStoreThatIsNotThereIsNamed() {
    var properties =
        Map.of(
            "security.protocol",
            "SSL",
            "ssl.truststore.location",
            folder.resolve("none.p12").toString());

    assertThatThrownBy(() -> BrokerTransport.of(properties)).hasMessageContaining("none.p12");
  }

  @Test
  void theHopSpeaksTlsToABrokerAndPlainToTheClient() throws Exception {
    Path store = keyStore("CN=localhost", "dns:localhost,ip:127.0.0.1");

    assertThat(carried(store, "localhost")).isEqualTo(4711);
  }

  @Test
  void aCertificateForAnotherNameIsNotTrusted() throws Exception {
    Path store = keyStore("CN=elsewhere", "dns:elsewhere");

    assertThatThrownBy(() -> carried(store, "localhost")).isInstanceOf(IOException.class);
  }

  /** Sends a frame through the hop to a broker that answers with what it got. */
  private int carried(Path store, String host) throws Exception {
    try (SSLServerSocket broker = listening(store)) {
      CompletableFuture.runAsync(() -> echoOnce(broker));
      var transport =
          BrokerTransport.of(
              Map.of(
                  "security.protocol",
                  "SSL",
                  "ssl.truststore.location",
                  store.toString(),
                  "ssl.truststore.password",
                  PASSWORD));
      var address = new BrokerAddress(1, host, broker.getLocalPort());
      try (KafkaHop hop =
              KafkaHop.open(
                  Set.of("producer"), List.of(address), transport, (role, name, port) -> port);
          var client = new Socket("127.0.0.1", port(hop))) {
        client.setSoTimeout(20_000);
        var out = new DataOutputStream(client.getOutputStream());
        out.writeInt(12);
        out.writeShort(18);
        out.writeShort(0);
        out.writeInt(1);
        out.writeInt(4711);
        var in = new DataInputStream(client.getInputStream());
        assertThat(in.readInt()).isEqualTo(12);
        in.skipNBytes(8);
        return in.readInt();
      }
    }
  }

  private static int port(KafkaHop hop) {
    return Integer.parseInt(hop.bootstrapServers("producer").split(":")[1]);
  }

  private static void echoOnce(SSLServerSocket broker) {
    try (Socket accepted = broker.accept()) {
      byte[] frame = accepted.getInputStream().readNBytes(16);
      accepted.getOutputStream().write(frame);
      accepted.getInputStream().read();
    } catch (IOException e) {
      // the client sees it
    }
  }

  private static SSLServerSocket listening(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** A certificate that vouches for itself, so that it is its own trust store. */
  private Path keyStore(String name, String addresses) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-ext",
                "san=" + addresses,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(keytool.waitFor()).as(Files.readString(folder.resolve("keytool.txt"))).isZero();
    return store;
  }
}
