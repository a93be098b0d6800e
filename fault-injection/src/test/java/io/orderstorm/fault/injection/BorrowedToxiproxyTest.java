package io.orderstorm.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.lease.Reversal;
import io.orderstorm.fault.lease.Reversals;
import io.orderstorm.fault.remote.AllowedTargets;
import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is somebody else's, with a proxy of theirs on it. */
class BorrowedToxiproxyTest {

  private static final String ANY_PORT = "127.0.0.1:0";

  private final List<Reversal> record = new ArrayList<>();
  private ToxiproxyServer server;
  private ServerSocket upstream;

  @BeforeEach
  void start() throws IOException {
    server = ToxiproxyServer.start(ToxiproxySettings.defaults());
    upstream = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.open("theirs", ANY_PORT, "127.0.0.1:9");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    upstream.close();
  }

  private Reversals.Held hold(Reversal reversal) {
    record.add(reversal);
    return () -> record.remove(reversal);
  }

  private BorrowedToxiproxy reach(String prefix) throws IOException {
    return BorrowedToxiproxy.reach(server.url(), AllowedTargets.loopbackOnly(), prefix, this::hold);
  }

  private List<String> names() {
    return server.evidence().stream().map(proxy -> proxy.name()).toList();
  }

  @Test
  void ownProxiesCarryConnectionsAndAreGoneAtTheEndWhileOthersStay() throws Exception {
    try (var borrowed = reach("run-1-")) {
      var listen =
          borrowed.open("payment->broker-1", ANY_PORT, "127.0.0.1:" + upstream.getLocalPort());

      assertThat(names()).containsExactly("run-1-payment->broker-1", "theirs");
      assertThat(record)
          .containsExactly(new Reversal.DeleteProxy(server.url(), "run-1-payment->broker-1"));
      try (var client = new Socket("127.0.0.1", Integer.parseInt(listen.split(":")[1]));
          var accepted = upstream.accept()) {
        client.getOutputStream().write(7);
        assertThat(accepted.getInputStream().read()).isEqualTo(7);
      }
    }

    assertThat(names()).containsExactly("theirs");
    assertThat(record).isEmpty();
  }

  @Test
  void aProxyOfThatNameThatIsNotOursIsLeftAlone() throws Exception {
    server.open("run-1-way", ANY_PORT, "127.0.0.1:9");
    try (var borrowed = reach("run-1-")) {
      assertThatThrownBy(() -> borrowed.open("way", ANY_PORT, "127.0.0.1:10"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("proxy already exists");
      assertThat(record).isEmpty();
    }

    assertThat(names()).containsExactly("run-1-way", "theirs");
    assertThat(server.evidence("run-1-way").upstream()).isEqualTo("127.0.0.1:9");
  }

  @Test
  void aProxyThatTheUserDeletedMeanwhileIsNoFailure() throws Exception {
    try (var borrowed = reach("run-1-")) {
      borrowed.open("way", ANY_PORT, "127.0.0.1:9");
      new io.orderstorm.fault.remote.ToxiproxyApi(server.url(), java.time.Duration.ofSeconds(5))
          .deleteProxy("run-1-way");
    }

    assertThat(names()).containsExactly("theirs");
  }

  @Test
  void serversThatAreNotAllowedAreNotEvenAsked() {
    var elsewhere = URI.create("http://203.0.113.7:8474");

    assertThatThrownBy(
            () ->
                BorrowedToxiproxy.reach(
                    elsewhere,
                    new AllowedTargets(Set.of("Proxy.Example")),
                    "run-1-",
                    Reversals.unrecorded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'http://203.0.113.7:8474' is not on the list of allowed targets;"
                + " allowed are this host's loopback interface, proxy.example");
  }

  @Test
  void listedHostsAndTheLoopbackInterfaceAreAllowedAndNothingElse() {
    var allowed = new AllowedTargets(Set.of("Proxy.Example", "203.0.113.7"));

    assertThat(allowed.allows("proxy.example")).isTrue();
    assertThat(allowed.allows("203.0.113.7")).isTrue();
    assertThat(allowed.allows("127.0.0.1")).isTrue();
    assertThat(allowed.allows("127.8.8.8")).isTrue();
    assertThat(allowed.allows("localhost")).isTrue();
    assertThat(allowed.allows("[::1]")).isTrue();
    assertThat(allowed.allows("203.0.113.8")).isFalse();
    assertThat(allowed.allows("0.0.0.0")).isFalse();
    assertThat(allowed.allows("")).isFalse();
  }

  @Test
  void anEmptyPrefixIsRefused() {
    assertThatThrownBy(() -> reach(" ")).hasMessageContaining("prefix");
  }

  @Test
  void whatIsNoToxiproxyServerIsRefused() {
    assertThatThrownBy(
            () ->
                BorrowedToxiproxy.reach(
                    URI.create("http://127.0.0.1:1"),
                    AllowedTargets.loopbackOnly(),
                    "run-1-",
                    Reversals.unrecorded()))
        .isInstanceOf(IOException.class);
  }
}
