package io.orderstorm.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What makes the original hang: the API must answer whatever connections do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlUnderStrainIT extends ProxiedTest {

  @Test
  void toxicsComeAndGoWhileReceiversDoNotRead() throws Exception {
    wayTo(Upstream.deaf());
    for (int i = 0; i < 8; i++) {
      flood(connect());
    }

    for (int round = 0; round < 5; round++) {
      toxic("latency", "upstream", 1, "latency", 1000);
      toxic("bandwidth", "upstream", 1, "rate", 0);
      change("latency_upstream", "{\"latency\":5}");
      remove("latency_upstream");
      remove("bandwidth_upstream");
    }

    assertThat(call("POST", "/reset", "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", "/proxies/way", "").statusCode()).isEqualTo(204);
  }

  private static void flood(Socket socket) {
    var thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  socket.getOutputStream().write(new byte[1 << 16]);
                }
              } catch (java.io.IOException e) {
                // the proxy went away
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void toxicsAreRemovedAfterTheirConnectionsClosed() throws Exception {
    wayTo(Upstream.echo());
    for (int round = 0; round < 10; round++) {
      toxic("latency", "downstream", 1, "latency", 50);
      var sockets = new ArrayList<Socket>();
      for (int i = 0; i < 8; i++) {
        var socket = connect();
        socket.getOutputStream().write("in flight".getBytes());
        sockets.add(socket);
      }
      for (var socket : sockets) {
        socket.close();
      }
      remove("latency_downstream");
      assertThat(json("GET", "/proxies/way", "").get("toxics")).isEmpty();
    }
  }

  @Test
  void aBlackHoledUpstreamDoesNotBlockTheProxy() throws Exception {
    server.open("hole", "127.0.0.1:0", "127.0.0.1:1");
    var listen = server.evidence("hole").listen();
    for (int i = 0; i < 3; i++) {
      closing(new Socket("127.0.0.1", Integer.parseInt(listen.split(":")[1])));
    }

    assertThat(call("POST", "/proxies/hole", "{\"enabled\":false}").statusCode()).isEqualTo(200);
  }
}
