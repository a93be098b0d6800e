package io.orderstorm.scenario.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.remote.AllowedTargets;
import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import io.orderstorm.scenario.file.AllowList;
import io.orderstorm.scenario.file.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserToxiproxyTest {

  private static final AllowList THIS_HOST =
      new AllowList("allowed.yaml", Set.of(), AllowedTargets.loopbackOnly());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8474",
        "https://127.0.0.1:8474",
        "http://127.0.0.1",
        "http://:8474",
        "http://127.0.0.1:8474/proxies",
        "http://me:secret@127.0.0.1:8474",
        "http://127.0.0.1:8474?a=b",
        "http://not a host:8474",
        ""
      })
  void whatIsNoUrlOfAnApiIsRefused(String text) {
    assertThatThrownBy(() -> UserToxiproxy.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://HOST:PORT");
  }

  @Test
  void aHostThatIsNotListedIsNotEvenAsked() {
    assertThatThrownBy(() -> UserToxiproxy.of("http://192.0.2.1:8474").inspect(THIS_HOST))
        .isInstanceOf(RefusedPlaceException.class)
        .hasMessageContaining("192.0.2.1")
        .hasMessageContaining("allowed.yaml");
  }

  @Test
  void ourServerTellsWhatItsToxicsDidAndTheOriginalDoesNot() throws IOException {
    try (var ours = ToxiproxyServer.start(ToxiproxySettings.defaults())) {
      assertThat(UserToxiproxy.of(ours.url().toString()).inspect(THIS_HOST).talkative()).isTrue();
    }
    HttpServer original = answering("{\"version\": \"2.12.0\"}\n");
    try {
      var found = UserToxiproxy.of(url(original)).inspect(THIS_HOST);
      assertThat(found).isEqualTo(new UserToxiproxy.Found("2.12.0", false));
    } finally {
      original.stop(0);
    }
  }

  @Test
  void whatIsNoToxiproxyIsNamed() throws IOException {
    HttpServer other = answering("{}");
    try {
      assertThatThrownBy(() -> UserToxiproxy.of(url(other)).inspect(THIS_HOST))
          .isInstanceOf(UnreachablePlaceException.class)
          .hasMessageContaining(url(other))
          .hasMessageContaining("no Toxiproxy");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void theOriginalGetsOnlyFaultsThatShowFromOutside() {
    var original = new ReachOverToxiproxy(Reach.everything(), "the server", () -> false);
    var ours = new ReachOverToxiproxy(Reach.everything(), "the server", () -> true);
    LinkToxic late = use(new Toxic.Latency(Duration.ofMillis(50), Duration.ZERO));
    LinkToxic narrow = use(new Toxic.Bandwidth(10_000));
    LinkToxic halfOpen = use(new Toxic.HalfOpen());

    original.requireToxics(List.of(late));
    original.requireToxics(List.of(late, narrow));
    original.requireToxics(List.of(use(new Toxic.Timeout(Duration.ZERO))));
    ours.requireToxics(List.of(narrow));
    ours.requireToxics(List.of(halfOpen));
    assertThatThrownBy(() -> original.requireToxics(List.of(narrow)))
        .hasMessageContaining("would be VOID");
    assertThatThrownBy(() -> original.requireToxics(List.of(late, halfOpen)))
        .hasMessageContaining("does not know half_open");
  }

  private static LinkToxic use(Toxic toxic) {
    return new LinkToxic(toxic, ToxicStream.UPSTREAM, Ratio.ALL);
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static HttpServer answering(String version) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = version.getBytes(StandardCharsets.UTF_8);
          boolean known = exchange.getRequestURI().getPath().equals("/version");
          exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
          if (known) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    return server;
  }
}
