package io.orderstorm.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real toxiproxy-java over a real socket. */
class JavaClientTest extends ProxiedTest {

  private ToxiproxyClient client;

  @BeforeEach
  void connectClient() {
    client = new ToxiproxyClient(server.host(), server.port());
  }

  @Test
  void proxiesAreCreatedFoundChangedAndDeleted() throws Exception {
    var proxy = client.createProxy("redis", LowPort.address(), "127.0.0.1:6379");
    assertThat(proxy.getListen()).startsWith("127.0.0.1:");
    assertThat(client.getProxies()).hasSize(1);

    proxy.setUpstream("127.0.0.1:6380");
    proxy.disable();

    assertThat(client.getProxy("redis").getUpstream()).isEqualTo("127.0.0.1:6380");
    assertThat(client.getProxy("redis").isEnabled()).isFalse();
    proxy.enable();
    proxy.delete();
    assertThat(client.getProxies()).isEmpty();
    assertThat(client.getProxyOrNull("redis")).isNull();
  }

  @Test
  void everyToxicIsSetReadAndRemoved() throws Exception {
    var toxics = client.createProxy("redis", LowPort.address(), "127.0.0.1:6379").toxics();

    toxics.latency("latency", ToxicDirection.DOWNSTREAM, 100).setJitter(15).setLatency(120);
    toxics.bandwidth("bandwidth", ToxicDirection.UPSTREAM, 1000).setRate(900);
    toxics.slowClose("slow", ToxicDirection.DOWNSTREAM, 100).setDelay(200);
    toxics.timeout("timeout", ToxicDirection.UPSTREAM, 100).setTimeout(300);
    toxics.slicer("slicer", ToxicDirection.DOWNSTREAM, 10, 5).setSizeVariation(3);
    toxics.limitData("limit", ToxicDirection.DOWNSTREAM, 512).setBytes(1024);
    toxics.resetPeer("reset", ToxicDirection.UPSTREAM, 100).setTimeout(50);
    toxics.get("latency").setToxicity(0.5f);

    assertThat(toxics.getAll()).hasSize(7);
    var latency = toxics.get("latency", eu.rekawek.toxiproxy.model.toxic.Latency.class);
    assertThat(latency.getLatency()).isEqualTo(120);
    assertThat(latency.getJitter()).isEqualTo(15);
    assertThat(latency.getToxicity()).isEqualTo(0.5f);
    for (var toxic : toxics.getAll()) {
      toxic.remove();
    }
    assertThat(toxics.getAll()).isEmpty();
  }

  @Test
  void resetAndVersionWork() throws Exception {
    var proxy = client.createProxy("redis", LowPort.address(), "127.0.0.1:6379");
    proxy.toxics().latency("latency", ToxicDirection.DOWNSTREAM, 100);
    proxy.disable();

    client.reset();

    assertThat(client.getProxy("redis").isEnabled()).isTrue();
    assertThat(proxy.toxics().getAll()).isEmpty();
    assertThat(client.version()).contains("2.12.0");
  }

  @Test
  void errorsReachTheCallerWithTheirText() throws Exception {
    client.createProxy("redis", LowPort.address(), "127.0.0.1:6379");

    assertThatThrownBy(() -> client.createProxy("redis", LowPort.address(), "127.0.0.1:6379"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("proxy already exists");
    assertThatThrownBy(() -> client.getProxy("none"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("proxy not found");
    assertThatThrownBy(() -> client.getProxy("redis").toxics().get("none"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("toxic not found");
  }

  @Test
  void itsLatencyIsFeltAndItsRemovalToo() throws Exception {
    wayTo(Upstream.echo());
    var socket = connect();
    var toxic = client.getProxy("way").toxics().latency("late", ToxicDirection.DOWNSTREAM, 80);

    assertThat(millis(() -> roundTrip(socket, "x"))).isGreaterThanOrEqualTo(80);

    toxic.remove();
    assertThat(roundTrip(socket, "y")).isEqualTo("y");
  }
}
