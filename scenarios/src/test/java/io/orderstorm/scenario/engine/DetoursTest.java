package io.orderstorm.scenario.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.fault.LinkSelector;
import io.orderstorm.report.folder.EventLog;
import io.orderstorm.report.folder.RunEvent;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.time.HostClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real connections of this very process. */
class DetoursTest {

  private static final LinkSelector LINK = LinkSelector.parse("payment -> payment-provider");

  @TempDir Path temp;
  private RunFolder folder;

  @BeforeEach
  void createFolder() {
    folder = RunFolder.create(temp.resolve("run"));
  }

  @Test
  void aConnectionPastTheLinkIsToldOnceHoweverOftenItIsLookedAt() throws IOException {
    try (var behind = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var detour = new Socket(behind.getInetAddress(), behind.getLocalPort());
        var log = new RunLog(folder, HostClock.start())) {
      var detours = detours(behind.getLocalPort(), log);

      detours.look();
      detours.look();

      assertThat(detours.seenOn(LINK))
          .singleElement()
          .asString()
          .contains(":" + detour.getLocalPort() + " -> ")
          .endsWith(":" + behind.getLocalPort());
    }
    assertThat(bypasses())
        .singleElement()
        .satisfies(event -> assertThat(event.text("link")).isEqualTo(LINK.text()));
  }

  @Test
  void connectionsToOtherPortsAreNone() throws IOException {
    try (var behind = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var link = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var proper = new Socket(link.getInetAddress(), link.getLocalPort());
        var log = new RunLog(folder, HostClock.start())) {
      var detours = detours(behind.getLocalPort(), log);

      detours.look();

      assertThat(proper.isConnected()).isTrue();
      assertThat(detours.seenOn(LINK)).isEmpty();
    }
    assertThat(bypasses()).isEmpty();
  }

  private static Detours detours(int behind, RunLog log) {
    var ends = new Detours.Ends(Set.of(ProcessHandle.current().pid()), Set.of(behind));
    return new Detours(List.of(LINK), link -> ends, log);
  }

  private List<RunEvent> bypasses() {
    return EventLog.read(folder.events()).stream()
        .filter(event -> event.is(RunEvent.LINK_BYPASSED))
        .toList();
  }
}
