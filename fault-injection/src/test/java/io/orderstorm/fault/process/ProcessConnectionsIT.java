package io.orderstorm.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A client in a JVM of its own, with a link and a direct port that it could use instead. */
@EnabledOnOs(OS.LINUX)
class ProcessConnectionsIT {

  private ServerSocket link;
  private ServerSocket direct;
  private Process client;
  private BufferedReader told;

  @BeforeEach
  void listen() throws IOException {
    link = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    direct = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void end() throws IOException {
    client.destroyForcibly();
    link.close();
    direct.close();
  }

  private void dial(ServerSocket... servers) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(
        List.of(
            "-cp",
            classPath.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
            Dialler.class.getName()));
    for (var server : servers) {
      command.add(Integer.toString(server.getLocalPort()));
    }
    client = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    told =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    assertThat(told.readLine()).isEqualTo("connected");
  }

  private List<TcpConnection> to(ServerSocket server) throws IOException {
    return ProcessConnections.of(client.pid()).to(Set.of(server.getLocalPort()));
  }

  @Test
  void aClientThatKeepsToItsLinkHasNoOtherConnection() throws Exception {
    dial(link);
    try (var strangers = new Socket("127.0.0.1", direct.getLocalPort())) {
      assertThat(strangers.isConnected()).isTrue();

      assertThat(to(link)).hasSize(1);
      assertThat(to(direct)).isEmpty();
    }
  }

  @Test
  void aBypassIsFoundWithBothItsAddresses() throws Exception {
    dial(link, direct);
    try (var accepted = direct.accept()) {
      var clientsEnd = (InetSocketAddress) accepted.getRemoteSocketAddress();

      assertThat(to(direct))
          .containsExactly(
              new TcpConnection(
                  clientsEnd, new InetSocketAddress("127.0.0.1", direct.getLocalPort())));
      assertThat(to(direct).get(0).text())
          .isEqualTo(
              "127.0.0.1:" + clientsEnd.getPort() + " -> 127.0.0.1:" + direct.getLocalPort());
    }
  }

  @Test
  void aClosedConnectionIsNotCounted() throws Exception {
    dial(direct, link);
    client.getOutputStream().write('\n');
    client.getOutputStream().flush();
    assertThat(told.readLine()).isEqualTo("closed");

    assertThat(to(direct)).isEmpty();
    assertThat(to(link)).hasSize(1);
  }

  @Test
  void ofAProcessThatIsGoneNothingIsClaimed() throws Exception {
    dial(link);
    client.destroyForcibly().waitFor();

    assertThatThrownBy(() -> to(link))
        .isInstanceOf(IOException.class)
        .hasMessage("Process " + client.pid() + " is gone");
  }
}
