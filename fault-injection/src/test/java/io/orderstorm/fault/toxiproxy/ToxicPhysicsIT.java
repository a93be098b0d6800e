package io.orderstorm.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each toxic on real sockets. Delays have strict lower bounds and generous upper ones: machines are
 * busy.
 */
class ToxicPhysicsIT extends ProxiedTest {

  private static final double GENEROUS = 5_000;

  @Test
  void latencyDelaysEachRoundTripByAtLeastItself() throws Exception {
    wayTo(Upstream.echo());
    var socket = connect();
    toxic("latency", "downstream", 1, "latency", 60);

    for (int i = 0; i < 5; i++) {
      assertThat(millis(() -> roundTrip(socket, "ping"))).isBetween(60.0, GENEROUS);
    }
    assertThat(evidence("latency_downstream").bytesDelayed()).isEqualTo(20);
    assertThat(evidence("latency_downstream").connectionsStruck()).isEqualTo(1);
  }

  @Test
  void latenciesOfBothDirectionsAndOfAChainAddUp() throws Exception {
    wayTo(Upstream.echo());
    toxic("latency", "upstream", 1, "latency", 40);
    toxic("latency", "downstream", 1, "latency", 30);
    call(
        "POST",
        "/proxies/way/toxics",
        "{\"name\":\"more\",\"type\":\"latency\",\"stream\":\"upstream\",\"attributes\":{\"latency\":50}}");

    assertThat(millis(() -> roundTrip(connect(), "ping"))).isBetween(120.0, GENEROUS);
  }

  @Test
  void jitterSpreadsAroundTheLatencyAndKeepsTheOrder() throws Exception {
    wayTo(Upstream.echo());
    toxic("latency", "upstream", 1, "latency", 20, "jitter", 15);
    var socket = connect();
    var times = new ArrayList<Double>();

    for (int i = 0; i < 40; i++) {
      var text = "message " + i;
      times.add(millis(() -> assertThat(roundTrip(socket, text)).isEqualTo(text)));
    }

    assertThat(times).allMatch(time -> time >= 5);
    assertThat(times.stream().mapToDouble(time -> time).min().orElseThrow()).isLessThan(20);
    assertThat(times.stream().mapToDouble(time -> time).max().orElseThrow()).isGreaterThan(20);
  }

  @Test
  void removingLatencyReleasesWhatWaitsInOrder() throws Exception {
    wayTo(Upstream.echo());
    toxic("latency", "upstream", 1, "latency", 600_000);
    var socket = connect();
    for (int i = 0; i < 10; i++) {
      socket.getOutputStream().write(("part" + i).getBytes());
    }
    await().until(() -> server.evidence("way").bytesUpstream() == 50);

    remove("latency_upstream");

    assertThat(new String(socket.getInputStream().readNBytes(50)))
        .isEqualTo("part0part1part2part3part4part5part6part7part8part9");
  }

  @Test
  void anUpdateReleasesTheChunkThatIsBeingDelayed() throws Exception {
    wayTo(Upstream.echo());
    toxic("latency", "upstream", 1, "latency", 600_000);
    var socket = connect();
    socket.getOutputStream().write("stuck".getBytes());
    await().until(() -> server.evidence("way").bytesUpstream() == 5);

    change("latency_upstream", "{\"latency\":10}");

    assertThat(new String(socket.getInputStream().readNBytes(5))).isEqualTo("stuck");
  }

  @Test
  void bandwidthIsHeldOverSeveralChunks() throws Exception {
    var bytes = 200_000;
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              in.read();
              out.write(new byte[bytes]);
            }));
    toxic("bandwidth", "downstream", 1, "rate", 400);
    var socket = connect();
    socket.getOutputStream().write(1);

    var millis = millis(() -> socket.getInputStream().readNBytes(bytes));

    assertThat(millis).isBetween(bytes / 400.0 * 0.95, GENEROUS);
    assertThat(evidence("bandwidth_downstream").bytesDelayed()).isEqualTo(bytes);
  }

  @Test
  void aBandwidthOfZeroHoldsEverythingUntilItIsRemoved() throws Exception {
    wayTo(Upstream.echo());
    toxic("bandwidth", "upstream", 1, "rate", 0);
    var socket = connect();
    socket.getOutputStream().write("held".getBytes());
    socket.setSoTimeout(200);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);

    remove("bandwidth_upstream");

    socket.setSoTimeout(10_000);
    assertThat(new String(socket.getInputStream().readNBytes(4))).isEqualTo("held");
  }

  @Test
  void slowCloseDelaysOnlyTheClose() throws Exception {
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              out.write("bye".getBytes());
              socket.close();
            }));
    toxic("slow_close", "downstream", 1, "delay", 300);
    var socket = connect();
    var start = System.nanoTime();

    assertThat(new String(socket.getInputStream().readNBytes(3))).isEqualTo("bye");
    assertThat(socket.getInputStream().read()).isEqualTo(-1);

    assertThat((System.nanoTime() - start) / 1e6).isBetween(295.0, GENEROUS);
    assertThat(evidence("slow_close_downstream").closesDelayed()).isEqualTo(1);
  }

  @Test
  void timeoutSwallowsDataAndClosesAfterSilence() throws Exception {
    wayTo(Upstream.echo());
    var socket = connect();
    roundTrip(socket, "before");
    toxic("timeout", "upstream", 1, "timeout", 250);
    var start = System.nanoTime();
    socket.getOutputStream().write("lost".getBytes());

    assertThat(socket.getInputStream().read()).isEqualTo(-1);

    assertThat((System.nanoTime() - start) / 1e6).isBetween(250.0, GENEROUS);
    assertThat(evidence("timeout_upstream").bytesDiscarded()).isEqualTo(4);
    assertThat(evidence("timeout_upstream").connectionsCut()).isEqualTo(1);
  }

  @Test
  void aTimeoutOfZeroIsSilentForEverAndItsRemovalCloses() throws Exception {
    wayTo(Upstream.echo());
    toxic("timeout", "upstream", 1, "timeout", 0);
    var socket = connect();
    socket.getOutputStream().write("lost".getBytes());
    socket.setSoTimeout(300);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);

    remove("timeout_upstream");

    socket.setSoTimeout(10_000);
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void aTimeoutInOneDirectionLetsTheOtherOnePass() throws Exception {
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              out.write("news".getBytes());
              in.read();
            }));
    toxic("timeout", "upstream", 1, "timeout", 0);
    var socket = connect();

    assertThat(new String(socket.getInputStream().readNBytes(4))).isEqualTo("news");
  }

  @Test
  void sparedConnectionsSurviveTheRemovalOfATimeout() throws Exception {
    wayTo(Upstream.echo());
    toxic("timeout", "upstream", 0, "timeout", 0);
    var socket = connect();
    roundTrip(socket, "in between");

    remove("timeout_upstream");

    assertThat(roundTrip(socket, "after")).isEqualTo("after");
  }

  @Test
  void halfOpenHoldsTheClientInSilenceWhileTheServerIsReset() throws Exception {
    var serverSaw = new StringBuffer();
    wayTo(Upstream.that((socket, in, out) -> serverSaw.append(endOf(socket, out))));
    var socket = connect();
    socket.getOutputStream().write("before".getBytes());
    await().until(() -> server.evidence("way").bytesDownstream() == 6);

    toxic("half_open", "upstream", 1);

    await().untilAsserted(() -> assertThat(serverSaw).hasToString("before, then reset"));
    assertThat(new String(socket.getInputStream().readNBytes(6))).isEqualTo("before");
    socket.getOutputStream().write("into the void".getBytes());
    await().until(() -> evidence("half_open_upstream").bytesDiscarded() == 13);
    socket.setSoTimeout(300);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    assertThat(evidence("half_open_upstream").connectionsCut()).isEqualTo(1);
    assertThat(server.evidence("way").connectionsLive()).isEqualTo(1);

    remove("half_open_upstream");

    socket.setSoTimeout(10_000);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(roundTrip(connect(), "again")).isEqualTo("again");
  }

  /** Echoes what comes, and tells what came and how the connection ended. */
  private static String endOf(Socket socket, OutputStream out) throws IOException {
    var text = new StringBuilder();
    try {
      for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
        text.append((char) b);
        out.write(b);
      }
      return text + ", then closed";
    } catch (SocketException e) {
      return text + ", then reset";
    }
  }

  @Test
  void aConnectionThatIsOpenedHalfOpenIsEstablishedAndSilent() throws Exception {
    wayTo(Upstream.echo());
    toxic("half_open", "upstream", 1);

    var socket = connect();

    socket.getOutputStream().write("hello".getBytes());
    socket.setSoTimeout(300);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void halfOpenDownstreamHoldsTheServerWhileTheClientIsReset() throws Exception {
    var upstream = wayTo(Upstream.deaf());
    var socket = connect();
    await().until(() -> upstream.connections().size() == 1);

    toxic("half_open", "downstream", 1);

    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    var held = upstream.connections().get(0);
    held.getOutputStream().write("anybody there?".getBytes());
    await().until(() -> evidence("half_open_downstream").bytesDiscarded() == 14);
    held.setSoTimeout(300);
    assertThatThrownBy(() -> held.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void aHeldConnectionIsForgottenWhenItsEndHangsUp() throws Exception {
    wayTo(Upstream.echo());
    toxic("half_open", "upstream", 1);
    var socket = connect();
    await().until(() -> evidence("half_open_upstream").connectionsCut() == 1);

    socket.close();

    await().until(() -> server.evidence("way").connectionsLive() == 0);
  }

  @Test
  void aHalfOpenThatSparesAConnectionLeavesItAlone() throws Exception {
    wayTo(Upstream.echo());
    toxic("half_open", "upstream", 0);
    var socket = connect();
    assertThat(roundTrip(socket, "during")).isEqualTo("during");

    remove("half_open_upstream");

    assertThat(roundTrip(socket, "after")).isEqualTo("after");
  }

  @Test
  void aTimeoutDownstreamLetsRequestsArriveAndLosesTheReplies() throws Exception {
    var received = new StringBuffer();
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              for (int b = in.read(); b >= 0; b = in.read()) {
                received.append((char) b);
                out.write(b);
              }
            }));
    toxic("timeout", "downstream", 1, "timeout", 0);
    var socket = connect();

    socket.getOutputStream().write("charge".getBytes());

    await().untilAsserted(() -> assertThat(received).hasToString("charge"));
    await().until(() -> evidence("timeout_downstream").bytesDiscarded() == 6);
    socket.setSoTimeout(200);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void resetPeerResetsAfterTheFirstDataAlsoOnOlderConnections() throws Exception {
    wayTo(Upstream.echo());
    var socket = connect();
    roundTrip(socket, "before");
    toxic("reset_peer", "upstream", 1, "timeout", 150);

    var start = System.nanoTime();
    socket.getOutputStream().write(1);

    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat((System.nanoTime() - start) / 1e6).isBetween(150.0, GENEROUS);
  }

  @Test
  void aResetThatSparesAConnectionLetsItCloseCleanly() throws Exception {
    wayTo(Upstream.echo());
    toxic("reset_peer", "upstream", 0, "timeout", 0);
    var socket = connect();
    roundTrip(socket, "x");
    socket.shutdownOutput();

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void slicerCutsIntoPiecesOfTheAverageSizeWithPauses() throws Exception {
    var sizes = new ArrayList<Integer>();
    var upstream =
        wayTo(
            Upstream.that(
                (socket, in, out) -> {
                  var buffer = new byte[4096];
                  for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    synchronized (sizes) {
                      sizes.add(n);
                    }
                  }
                }));
    toxic("slicer", "upstream", 1, "average_size", 64, "size_variation", 16, "delay", 5_000);
    var socket = connect();
    var start = System.nanoTime();

    socket.getOutputStream().write(new byte[1024]);

    await().until(() -> total(sizes) == 1024);
    var took = (System.nanoTime() - start) / 1e6;
    assertThat(upstream.connections()).hasSize(1);
    // whoever reads late finds pieces together, so they are counted where they are cut
    var slices = evidence("slicer_upstream").slices();
    assertThat(slices).isBetween(10L, 31L);
    assertThat(took).isBetween((slices - 1) * 5.0 * 0.95, GENEROUS);
  }

  private static int total(List<Integer> sizes) {
    synchronized (sizes) {
      return sizes.stream().mapToInt(size -> size).sum();
    }
  }

  @Test
  void limitDataPassesExactlySoManyBytes() throws Exception {
    wayTo(
        Upstream.that(
            (socket, in, out) -> {
              out.write(new byte[100_000]);
              in.read();
            }));
    toxic("limit_data", "downstream", 1, "bytes", 12_345);
    var socket = connect();

    assertThat(readUntilTheEnd(socket)).isEqualTo(12_345);
    assertThat(evidence("limit_data_downstream").connectionsCut()).isEqualTo(1);
  }

  private static long readUntilTheEnd(Socket socket) throws IOException {
    long bytes = 0;
    var buffer = new byte[8192];
    for (int n = socket.getInputStream().read(buffer);
        n >= 0;
        n = socket.getInputStream().read(buffer)) {
      bytes += n;
    }
    return bytes;
  }

  @Test
  void limitDataCountsOverAnUpdate() throws Exception {
    var received = new StringBuffer();
    wayTo(Upstream.that((socket, in, out) -> in.transferTo(new Characters(received))));
    toxic("limit_data", "upstream", 1, "bytes", 1_000_000);
    var socket = connect();
    socket.getOutputStream().write("0123456789".getBytes());
    await().until(() -> received.length() == 10);

    change("limit_data_upstream", "{\"bytes\":15}");
    socket.getOutputStream().write("abcdefghij".getBytes());

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    await().untilAsserted(() -> assertThat(received).hasToString("0123456789abcde"));
  }

  private static final class Characters extends OutputStream {
    private final StringBuffer text;

    Characters(StringBuffer text) {
      this.text = text;
    }

    @Override
    public void write(int b) {
      text.append((char) b);
    }
  }

  @Test
  void packetLossDropsSomeChunks() throws Exception {
    wayTo(Upstream.echo());
    toxic("packet_loss", "upstream", 1, "loss_rate", 1.0);
    var socket = connect();
    socket.getOutputStream().write("gone".getBytes());
    await().until(() -> evidence("packet_loss_upstream").bytesDiscarded() == 4);

    change("packet_loss_upstream", "{\"loss_rate\":0}");

    assertThat(roundTrip(socket, "kept")).isEqualTo("kept");
  }

  @Test
  void aToxicStrikesTheStatedPartOfTheConnectionsAndAlwaysTheSameOnes() throws Exception {
    wayTo(Upstream.echo());
    toxic("latency", "downstream", 0.3, "latency", 1);
    for (int i = 0; i < 100; i++) {
      try (var socket = connect()) {
        roundTrip(socket, "x");
      }
    }
    var first = evidence("latency_downstream");
    assertThat(first.connectionsStruck() + first.connectionsSpared()).isEqualTo(100);
    assertThat(first.connectionsStruck()).isBetween(15L, 45L);

    try (var twin = ToxiproxyServer.start(ToxiproxySettings.defaults().withSeed(SEED))) {
      assertThat(struckOfHundred(twin)).isEqualTo(first.connectionsStruck());
    }
  }

  private long struckOfHundred(ToxiproxyServer twin) throws Exception {
    var upstream = closing(Upstream.echo());
    twin.populate(
        """
        [{"name":"way","upstream":"%s","toxics":[
          {"type":"latency","toxicity":0.3,"attributes":{"latency":1}}]}]
        """
            .formatted(upstream.address()));
    var listen = twin.evidence("way").listen();
    for (int i = 0; i < 100; i++) {
      try (var socket = new Socket("127.0.0.1", Integer.parseInt(listen.split(":")[1]))) {
        roundTrip(socket, "x");
      }
    }
    return twin.evidence("way").toxics().get(0).connectionsStruck();
  }
}
