package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.remote.ToxiproxyApi;
import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions through a real link to something that answers every one with a byte. */
class LinkProbeTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final LinkProbe probe = new LinkProbe();
  private final BlockingQueue<byte[]> asked = new LinkedBlockingQueue<>();
  private ServerSocket behind;
  private ToxiproxyServer server;
  private ToxiproxyApi api;
  private InetSocketAddress listen;

  @BeforeEach
  void openALink() throws IOException {
    behind = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var answering = new Thread(this::answer, "answering");
    answering.setDaemon(true);
    answering.start();
    server = ToxiproxyServer.start(ToxiproxySettings.defaults());
    api = new ToxiproxyApi(server.url(), LIMIT);
    String address = server.open("link", "127.0.0.1:0", "127.0.0.1:" + behind.getLocalPort());
    listen = new InetSocketAddress("127.0.0.1", Integer.parseInt(address.split(":")[1]));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    behind.close();
  }

  private void answer() {
    while (!behind.isClosed()) {
      try (Socket accepted = behind.accept()) {
        byte[] first = new byte[512];
        int length = accepted.getInputStream().read(first);
        asked.add(java.util.Arrays.copyOf(first, Math.max(0, length)));
        accepted.getOutputStream().write(1);
      } catch (IOException e) {
        // the next one
      }
    }
  }

  private void add(Toxic toxic) throws IOException {
    api.addToxic(
        "link",
        "toxic",
        new LinkToxic(toxic, ToxicStream.DOWNSTREAM, Ratio.ALL),
        ToxicStream.DOWNSTREAM);
  }

  @Test
  void aBrokerIsAskedWhichRequestsItKnows() throws Exception {
    assertThat(probe.roundTrip("broker-2", listen, LIMIT)).isLessThan(LIMIT);

    byte[] request = asked.poll(5, TimeUnit.SECONDS);
    var in = new DataInputStream(new java.io.ByteArrayInputStream(request));
    assertThat(in.readInt()).isEqualTo(request.length - 4);
    assertThat(in.readShort()).isEqualTo((short) 18);
    assertThat(in.readShort()).isZero();
  }

  @Test
  void aServiceIsAskedForAPageThatItDoesNotHave() throws Exception {
    probe.roundTrip("payment-provider", listen, LIMIT);

    assertThat(new String(asked.poll(5, TimeUnit.SECONDS), StandardCharsets.US_ASCII))
        .startsWith("GET /orderstorm-probe HTTP/1.1\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void latencyShowsInTheTimeItTook() throws Exception {
    add(new Toxic.Latency(Duration.ofMillis(200), Duration.ZERO));

    assertThat(probe.roundTrip("broker-2", listen, LIMIT)).isGreaterThan(Duration.ofMillis(195));
  }

  @Test
  void silenceAndACutConnectionAreNoAnswer() throws Exception {
    add(new Toxic.Timeout(Duration.ZERO));
    assertThatThrownBy(() -> probe.roundTrip("broker-2", listen, Duration.ofMillis(300)))
        .isInstanceOf(IOException.class);

    api.removeToxic("link", "toxic");
    add(new Toxic.ResetPeer(Duration.ZERO));
    assertThatThrownBy(() -> probe.roundTrip("broker-2", listen, LIMIT))
        .isInstanceOf(IOException.class);
  }
}
