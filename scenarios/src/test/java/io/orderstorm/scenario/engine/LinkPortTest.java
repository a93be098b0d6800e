package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkPortTest {

  @Test
  void aPortThatSomebodyTookBeforeItWasBoundGivesWayToTheNext() throws IOException {
    List<ServerSocket> thieves = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    try (ToxiproxyServer server = ToxiproxyServer.start(ToxiproxySettings.defaults())) {
      int port =
          LinkPort.open(
              address -> {
                if (tried.size() < 2) {
                  thieves.add(listener(address));
                }
                tried.add(address);
                server.open("orders", address, "127.0.0.1:1");
              });

      assertThat(tried).hasSize(3);
      assertThat(server.evidence("orders").listen()).isEqualTo("127.0.0.1:" + port);
    } finally {
      for (ServerSocket thief : thieves) {
        thief.close();
      }
    }
  }

  @Test
  void whatAnotherPortWouldNotMendIsToldAtOnceByItsTrueReason() throws IOException {
    List<String> tried = new ArrayList<>();
    try (ToxiproxyServer server = ToxiproxyServer.start(ToxiproxySettings.defaults())) {
      assertThatThrownBy(
              () ->
                  LinkPort.open(
                      address -> {
                        tried.add(address);
                        server.open("away", address.replace("127.0.0.1", "192.0.2.1"), "x:1");
                      }))
          .hasMessageContaining("bind: cannot assign requested address");
    }
    assertThat(tried).hasSize(1);
  }

  private static ServerSocket listener(String address) throws IOException {
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }
}
