package io.orderstorm.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelayTest extends ProxiedTest {

  @Test
  void carriesBytesUnchangedBothWays() throws Exception {
    wayTo(Upstream.echo());
    var sent = new byte[8 << 20];
    new Random(1).nextBytes(sent);
    var socket = connect();

    var writer = new Thread(() -> writeAndHangUp(socket, sent));
    writer.start();
    var received = socket.getInputStream().readAllBytes();

    assertThat(Arrays.equals(received, sent)).isTrue();
    var evidence = server.evidence("way");
    assertThat(evidence.bytesUpstream()).isEqualTo(sent.length);
    assertThat(evidence.bytesDownstream()).isEqualTo(sent.length);
  }

  private static void writeAndHangUp(java.net.Socket socket, byte[] data) {
    try {
      socket.getOutputStream().write(data);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReplyAfterTheClientsHalfCloseArrives() throws Exception {
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              var question = in.readAllBytes();
              out.write(("got " + question.length).getBytes());
              socket.close();
            }));
    var socket = connect();

    socket.getOutputStream().write("12345".getBytes());
    socket.shutdownOutput();

    assertThat(new String(socket.getInputStream().readAllBytes())).isEqualTo("got 5");
  }

  @Test
  void aResetByTheServerReachesTheClientAsAReset() throws Exception {
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              in.read();
              socket.setSoLinger(true, 0);
              socket.close();
            }));
    var socket = connect();
    socket.getOutputStream().write(1);

    assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
  }

  @Test
  void aResetByTheClientReachesTheServer() throws Exception {
    var upstream = wayTo(Upstream.deaf());
    var socket = connect();
    await().until(() -> !upstream.connections().isEmpty());

    socket.setSoLinger(true, 0);
    socket.close();

    assertThatThrownBy(() -> upstream.connections().get(0).getInputStream().read())
        .isInstanceOf(SocketException.class);
    await().until(() -> server.evidence("way").connectionsLive() == 0);
  }

  @Test
  void anUnreachableUpstreamEndsTheConnectionAtOnce() throws Exception {
    String closed;
    try (var gone = new ServerSocket(0)) {
      closed = "127.0.0.1:" + gone.getLocalPort();
    }
    server.open("dead", "127.0.0.1:0", closed);
    var listen = server.evidence("dead").listen();

    try (var socket = new java.net.Socket("127.0.0.1", Integer.parseInt(listen.split(":")[1]))) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(server.evidence("dead").connectionsFailed()).isEqualTo(1);
  }

  @Test
  void disablingClosesConnectionsAndRefusesNewOnesAndEnablingHeals() throws Exception {
    var upstream = wayTo(Upstream.echo());
    var socket = connect();
    assertThat(roundTrip(socket, "hello")).isEqualTo("hello");

    call("POST", "/proxies/way", "{\"enabled\":false}");

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    await().until(() -> upstream.connections().get(0).getInputStream().read() == -1);
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    assertThat(server.evidence("way").connectionsCut()).isEqualTo(1);

    call("POST", "/proxies/way", "{\"enabled\":true}");
    assertThat(roundTrip(connect(), "again")).isEqualTo("again");
  }

  @Test
  void aServerThatDoesNotReadStopsTheClientInsteadOfFillingMemory() throws Exception {
    wayTo(Upstream.deaf());
    var socket = connect();
    var writer = new Thread(() -> fill(socket));
    writer.setDaemon(true);
    writer.start();

    await().until(() -> server.evidence("way").bytesUpstream() > 0);
    var seen = new long[] {-1};
    await().until(() -> seen[0] == (seen[0] = server.evidence("way").bytesUpstream()));

    assertThat(server.evidence("way").bytesUpstream()).isLessThan(64L << 20);
  }

  private static void fill(java.net.Socket socket) {
    try {
      for (int i = 0; i < 4096; i++) {
        socket.getOutputStream().write(new byte[1 << 16]);
      }
    } catch (IOException e) {
      // closed at the test's end
    }
  }

  @Test
  void liveConnectionsAreCountedAndNamed() throws Exception {
    wayTo(Upstream.echo());
    var socket = connect();
    roundTrip(socket, "x");

    var evidence = server.evidence("way");
    assertThat(evidence.connectionsLive()).isEqualTo(1);
    assertThat(evidence.clients()).containsExactly("127.0.0.1:" + socket.getLocalPort());

    socket.close();
    await().until(() -> server.evidence("way").connectionsLive() == 0);
  }
}
