package io.orderstorm.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderstorm.fault.Flap;
import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkSelector;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.lease.Reversal;
import io.orderstorm.fault.lease.Reversals;
import io.orderstorm.fault.toxiproxy.LowPort;
import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Link faults over HTTP against the embedded server, with real connections. */
class LinkFaultInjectionIT {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final LinkSelector LINK = LinkSelector.parse("payment -> payment-provider");

  private final FakePorts ports = new FakePorts();
  private ToxiproxyServer server;
  private ServerSocket upstream;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = ToxiproxyServer.start(ToxiproxySettings.defaults().withSeed(1));
    upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var listen = server.open("way", LowPort.address(), "127.0.0.1:" + upstream.getLocalPort());
    port = Integer.parseInt(listen.split(":")[1]);
    var echo = new Thread(this::echo);
    echo.setDaemon(true);
    echo.start();
  }

  private void echo() {
    try {
      while (true) {
        var socket = upstream.accept();
        var thread = new Thread(() -> echo(socket));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // the fault bit
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    upstream.close();
  }

  private FaultInjection begin(LinkFault... faults) {
    return injector(Reversals.unrecorded()).begin(List.of(faults), System.nanoTime());
  }

  private FaultInjector injector(Reversals reversals) {
    return new FaultInjector(
        ports.at(server.url()), System::nanoTime, new FaultInjectorIT.Notes(), reversals);
  }

  private static LinkFault fault(String name, Toxic toxic, ToxicStream stream, Duration lasting) {
    return new LinkFault(name, Duration.ZERO, lasting, LINK, toxic, stream, Ratio.ALL);
  }

  private Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void roundTrip(Socket socket) throws IOException {
    socket.getOutputStream().write(7);
    assertThat(socket.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void latencyIsProvedByTheBytesThatItDelayedAndGoesAway() throws Exception {
    var late =
        fault(
            "late",
            new Toxic.Latency(Duration.ofMillis(40), Duration.ZERO),
            ToxicStream.BOTH,
            LONG);
    try (var socket = connect();
        var injection = begin(late)) {
      await().until(() -> injection.standing().size() == 1);
      assertThat(server.evidence("way").toxics()).hasSize(2);
      var start = System.nanoTime();
      roundTrip(socket);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(80_000_000);

      injection.abort();
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(server.evidence("way").toxics()).allMatch(toxic -> toxic.removed());
      var effect = injection.outcomes().get(0).effect();
      assertThat(effect.effective()).isTrue();
      assertThat(effect.evidence()).contains("2 bytes delayed between").contains("on way");
    }
  }

  @Test
  void aToxicThatNobodyMetIsWithoutEffect() throws Exception {
    try (var injection =
        begin(
            fault(
                "late",
                new Toxic.Latency(Duration.ofMillis(40), Duration.ZERO),
                ToxicStream.UPSTREAM,
                Duration.ofMillis(100)))) {
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(injection.faultsWithoutEffect()).hasSize(1);
      assertThat(injection.outcomes().get(0).effect().evidence())
          .contains("nothing felt it on way");
    }
  }

  @Test
  void aBypassedLinkIsWithoutEffectWhateverTheToxicDid() throws Exception {
    ports.bypasses = List.of("127.0.0.1:4711");
    try (var socket = connect();
        var injection =
            begin(fault("hole", new Toxic.Timeout(Duration.ZERO), ToxicStream.UPSTREAM, LONG))) {
      await().until(() -> injection.standing().size() == 1);
      socket.getOutputStream().write(7);
      await().until(() -> server.evidence("way").toxics().get(0).bytesDiscarded() == 1);
      injection.abort();
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(injection.outcomes().get(0).effect().effective()).isFalse();
      assertThat(injection.outcomes().get(0).effect().evidence())
          .startsWith("the link was bypassed by 127.0.0.1:4711");
    }
  }

  @Test
  void anOutageCutsAndRefusesAndIsProvedByBoth() throws Exception {
    try (var socket = connect();
        var injection =
            begin(fault("outage", new Toxic.Outage(), ToxicStream.BOTH, Duration.ofMillis(500)))) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(injection.outcomes().get(0).effect().effective()).isTrue();
      assertThat(injection.outcomes().get(0).effect().evidence())
          .contains("1 connection cut")
          .contains("new connections to way refused");
      try (var again = connect()) {
        roundTrip(again);
      }
    }
  }

  @Test
  void overlappingOutagesEndWithTheLastOne() throws Exception {
    try (var injection =
        begin(
            fault("short", new Toxic.Outage(), ToxicStream.BOTH, Duration.ofMillis(200)),
            fault("long", new Toxic.Outage(), ToxicStream.BOTH, LONG))) {
      await().until(() -> injection.outcomes().get(0).revertedNanos().isPresent());
      assertThat(server.evidence("way").enabled()).isFalse();

      injection.abort();
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();
      assertThat(server.evidence("way").enabled()).isTrue();
    }
  }

  @Test
  void aFaultOnSeveralProxiesOfWhichOneIsMissingLeavesNothingBehind() throws Exception {
    ports.proxies = List.of("way", "nowhere");
    try (var injection =
        begin(fault("hole", new Toxic.Timeout(Duration.ZERO), ToxicStream.BOTH, LONG))) {
      await()
          .until(
              () ->
                  server.evidence("way").toxics().stream().filter(toxic -> toxic.removed()).count()
                      == 2);

      injection.abort();
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();
      assertThat(injection.outcomes().get(0).effect().evidence()).contains("proxy not found");
    }
  }

  private static LinkFault composed(String name, Duration lasting, LinkToxic... toxics) {
    return new LinkFault(name, Duration.ZERO, lasting, LINK, List.of(toxics), Optional.empty());
  }

  @Test
  void severalToxicsOfOneFaultWorkTogetherAndGoTogether() throws Exception {
    var slow =
        composed(
            "slow",
            LONG,
            LinkToxic.of(
                new Toxic.Latency(Duration.ofMillis(60), Duration.ZERO), ToxicStream.UPSTREAM),
            LinkToxic.of(new Toxic.Bandwidth(10_000), ToxicStream.DOWNSTREAM));
    try (var socket = connect();
        var injection = begin(slow)) {
      await().until(() -> injection.standing().size() == 1);
      var start = System.nanoTime();
      socket.getOutputStream().write(new byte[1_000]);
      socket.getInputStream().readNBytes(1_000);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(158_000_000);

      injection.abort();
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(server.evidence("way").toxics()).hasSize(2).allMatch(toxic -> toxic.removed());
      assertThat(injection.outcomes().get(0).effect().evidence()).contains("2,000 bytes delayed");
      assertThat(slow.describe())
          .isEqualTo(
              "payment -> payment-provider: each chunk is 60ms late, upstream only;"
                  + " each connection carries at most 10 kB/s, downstream only");
    }
  }

  @Test
  void halfOpenIsInjectedProvedAndReverted() throws Exception {
    var ghost = composed("ghost", LONG, LinkToxic.of(new Toxic.HalfOpen(), ToxicStream.UPSTREAM));
    try (var socket = connect()) {
      roundTrip(socket);
      try (var injection = begin(ghost)) {
        await().until(() -> server.evidence("way").toxics().stream().anyMatch(one -> one.bit()));

        injection.abort();
        assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

        assertThat(injection.outcomes().get(0).effect().effective()).isTrue();
        assertThat(injection.outcomes().get(0).effect().evidence()).contains("1 connection cut");
      }
    }
    try (var again = connect()) {
      roundTrip(again);
    }
  }

  @Test
  void theLeaderIsLookedUpWhenTheFaultIsInjectedAndNotBefore() throws Exception {
    ports.proxies = List.of("nowhere");
    var leader =
        new LinkFault(
            "leader",
            Duration.ofMillis(300),
            LONG,
            LinkSelector.parse("producer -> leader(orders/3)"),
            new Toxic.Outage(),
            ToxicStream.BOTH,
            Ratio.ALL);
    try (var injection = begin(leader)) {
      await().during(Duration.ofMillis(100)).until(() -> ports.log.isEmpty());
      ports.proxies = List.of("way");

      await().until(() -> !server.evidence("way").enabled());

      assertThat(ports.log).containsExactly("resolve producer -> leader(orders/3)");
      injection.abort();
    }
  }

  @Test
  void reversalsAreOnRecordWhileTheirFaultsStandAndStruckOutAfterwards() throws Exception {
    var record = new CopyOnWriteArrayList<Reversal>();
    var late =
        fault("late", new Toxic.Timeout(Duration.ZERO), ToxicStream.BOTH, Duration.ofMillis(300));
    var down = fault("down", new Toxic.Outage(), ToxicStream.BOTH, Duration.ofMillis(300));
    try (var injection =
        injector(
                reversal -> {
                  assertThat(server.evidence("way").enabled()).isTrue();
                  record.add(reversal);
                  return () -> record.remove(reversal);
                })
            .begin(List.of(late), System.nanoTime())) {
      await().until(() -> injection.standing().size() == 1);
      assertThat(record)
          .containsExactly(
              new Reversal.RemoveToxics(
                  server.url(),
                  "way",
                  List.of("late_timeout_upstream", "late_timeout_downstream")));
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();
      assertThat(record).isEmpty();
    }
    try (var injection =
        injector(
                reversal -> {
                  record.add(reversal);
                  return () -> record.remove(reversal);
                })
            .begin(List.of(down), System.nanoTime())) {
      await().until(() -> injection.standing().size() == 1);
      assertThat(record).containsExactly(new Reversal.EnableProxy(server.url(), "way"));
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();
      assertThat(record).isEmpty();
    }
  }

  @Test
  void withoutAWatchdogNothingIsInjected() throws Exception {
    var late = fault("late", new Toxic.Timeout(Duration.ZERO), ToxicStream.BOTH, LONG);
    try (var injection =
        injector(
                reversal -> {
                  throw new IOException("the watchdog of this process is gone");
                })
            .begin(List.of(late), System.nanoTime())) {
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      assertThat(server.evidence("way").toxics()).isEmpty();
      assertThat(injection.outcomes().get(0).effect().evidence())
          .contains("could not be injected: the watchdog of this process is gone");
    }
  }

  @Test
  void aFlappingOutageComesAndGoesAndIsOneFault() throws Exception {
    var flaky =
        new LinkFault(
            "flaky",
            Duration.ZERO,
            Duration.ofMillis(1_700),
            LINK,
            List.of(LinkToxic.of(new Toxic.Outage(), ToxicStream.BOTH)),
            Optional.of(new Flap(Duration.ofMillis(600), Ratio.ofPercent(50))));
    try (var injection = begin(flaky)) {
      for (int flap = 0; flap < 3; flap++) {
        await().pollInterval(Duration.ofMillis(5)).until(() -> !server.evidence("way").enabled());
        await().pollInterval(Duration.ofMillis(5)).until(() -> server.evidence("way").enabled());
      }
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      var outcome = injection.outcomes().get(0);
      assertThat(outcome.effect().effective()).isTrue();
      assertThat(outcome.revertedNanos().orElseThrow() - outcome.injectedNanos().orElseThrow())
          .isGreaterThan(1_400_000_000L);
      try (var socket = connect()) {
        roundTrip(socket);
      }
    }
  }

  @Test
  void theBitesOfAllFlapsAreAddedUp() throws Exception {
    var late =
        new LinkFault(
            "late",
            Duration.ZERO,
            LONG,
            LINK,
            List.of(
                LinkToxic.of(
                    new Toxic.Latency(Duration.ofMillis(10), Duration.ZERO), ToxicStream.UPSTREAM)),
            Optional.of(new Flap(Duration.ofMillis(100), Ratio.ofPercent(50))));
    try (var socket = connect();
        var injection = begin(late)) {
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(
              () -> {
                roundTrip(socket);
                return server.evidence("way").toxics().stream()
                        .filter(toxic -> toxic.bytesDelayed() > 0)
                        .count()
                    >= 3;
              });
      injection.abort();
      assertThat(injection.awaitEnd(Duration.ofSeconds(10))).isTrue();

      var toxics = server.evidence("way").toxics();
      assertThat(toxics).allMatch(toxic -> toxic.removed());
      var delayed = toxics.stream().mapToLong(toxic -> toxic.bytesDelayed()).sum();
      assertThat(injection.outcomes().get(0).effect().evidence())
          .contains(delayed + " bytes delayed");
    }
  }

  @Test
  void toxicityStrikesOnlyItsPart() throws Exception {
    var part =
        new LinkFault(
            "part",
            Duration.ZERO,
            LONG,
            LINK,
            new Toxic.Timeout(Duration.ZERO),
            ToxicStream.UPSTREAM,
            Ratio.ofPercent(50));
    try (var injection = begin(part)) {
      await().until(() -> injection.standing().size() == 1);
      for (int i = 0; i < 20; i++) {
        try (var socket = connect()) {
          socket.getOutputStream().write(7);
        }
      }
      await().until(() -> struckAndSpared() == 20);
      assertThat(server.evidence("way").toxics().get(0).connectionsStruck()).isBetween(3L, 17L);
    }
  }

  private long struckAndSpared() throws IOException {
    var toxic = server.evidence("way").toxics().get(0);
    return toxic.connectionsStruck() + toxic.connectionsSpared();
  }
}
