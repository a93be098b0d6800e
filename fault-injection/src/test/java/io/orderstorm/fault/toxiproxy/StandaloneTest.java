package io.orderstorm.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private ToxiproxyStandalone start(String config) throws IOException {
    var file = Files.writeString(folder.resolve("proxies.json"), config);
    var settings = ToxiproxySettings.defaults().withSeed(7);
    return ToxiproxyStandalone.start(
        settings, Optional.of(file), new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void proxiesAndTheirToxicsComeFromTheFile() throws IOException {
    try (var standalone =
        start(
            """
            [{"name":"redis","listen":"127.0.0.1:0","upstream":"127.0.0.1:6379","enabled":true,
              "toxics":[{"type":"latency","stream":"upstream","attributes":{"latency":100}}]}]
            """)) {
      assertThat(standalone.server().evidence("redis").toxics()).hasSize(1);
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .startsWith(
              "Toxiproxy API on http://127.0.0.1:" + standalone.server().port() + " (seed 7)")
          .contains("redis  127.0.0.1:");
    }
  }

  @Test
  void aMistakeInTheFileIsToldWithTheFilesName() {
    assertThatThrownBy(() -> start("[{\"name\":\"redis\"}]"))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("proxies.json: missing required field: upstream at proxy 1");
  }

  @Test
  void anOccupiedPortIsToldWithTheAddress() throws IOException {
    try (var first = start("[]")) {
      var settings = ToxiproxySettings.defaults().withPort(first.server().port());

      assertThatThrownBy(() -> ToxiproxyServer.start(settings))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("can't listen on 127.0.0.1:" + first.server().port());
    }
  }
}
