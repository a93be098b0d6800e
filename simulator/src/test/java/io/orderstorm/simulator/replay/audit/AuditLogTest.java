package io.orderstorm.simulator.replay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderstorm.simulator.replay.ReplayRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

  @TempDir Path folder;
  private Path file;
  private final Map<String, List<String>> mirrored = new HashMap<>();

  @BeforeEach
  void aLogOfSixLines() {
    file = folder.resolve("audit.jsonl");
    AuditLog log = log();
    for (int line = 2; line <= 6; line++) {
      log.append("throttle", "plan-1", Map.of("share", line, "why", "Zürich"));
    }
  }

  private AuditLog log() {
    return new AuditLog(
        file,
        Clock.systemUTC(),
        (id, line) -> {
          mirrored.computeIfAbsent(id, log -> new ArrayList<>()).add(line);
          return Optional.empty();
        });
  }

  @Test
  void aLogAsItWasWrittenIsIntact() {
    assertThat(AuditCheck.of(file)).isEqualTo(new AuditCheck(6, Optional.empty()));
    assertThat(AuditCheck.of(file, mirrored).isIntact()).isTrue();
  }

  @Test
  void whicheverByteIsAlteredItsLineIsNamed() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    int line = 1;
    for (int at = 0; at < sound.length; at++) {
      for (byte other : new byte[] {(byte) (sound[at] ^ 1), (byte) 0xFF}) {
        byte[] altered = sound.clone();
        altered[at] = other;
        Files.write(file, altered);

        assertThat(AuditCheck.of(file).problem())
            .as("byte " + at)
            .hasValueSatisfying(problem -> assertThat(problem).startsWith("line "));
        assertThat(AuditCheck.of(file).problem().orElseThrow())
            .as("byte %d to %d", at, other)
            .startsWith("line " + line + ":");
      }
      line += sound[at] == '\n' ? 1 : 0;
    }
  }

  @Test
  void aRemovedLineIsFoundWhereverItWas() throws IOException {
    List<String> sound = Files.readAllLines(file);
    for (int index = 0; index < sound.size(); index++) {
      var altered = new ArrayList<>(sound);
      altered.remove(index);
      Files.write(file, altered);

      assertThat(AuditCheck.of(file).problem().orElseThrow())
          .startsWith("line " + (index + 1) + ": is missing");
    }
  }

  @Test
  void aMovedLineIsFound() throws IOException {
    List<String> lines = Files.readAllLines(file);
    Collections.swap(lines, 2, 3);
    Files.write(file, lines);

    assertThat(AuditCheck.of(file).problem().orElseThrow())
        .isEqualTo("line 3: is missing, or stands elsewhere; here is line 4");
  }

  @Test
  void aWholeLogThatWasMadeAnewIsFoundByItsHeadAndByTheTopic() throws IOException {
    Path other = folder.resolve("other").resolve("audit.jsonl");
    var forged = new AuditLog(other, Clock.systemUTC(), AuditMirror.NONE);
    for (int line = 2; line <= 6; line++) {
      forged.append("throttle", "plan-1", Map.of("share", 1));
    }
    Files.write(file, Files.readAllBytes(other));
    assertThat(AuditCheck.of(file).isIntact()).isFalse();

    Files.write(AuditLog.head(file), Files.readAllBytes(AuditLog.head(other)));
    assertThat(AuditCheck.of(file).isIntact()).isTrue();
    assertThat(AuditCheck.of(file, mirrored).problem().orElseThrow())
        .isEqualTo("line 1: the topic has no line of this log");
  }

  @Test
  void linesThatWereCutOffWithTheirHeadAreFoundByTheTopic() throws IOException {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 4));
    String hash = AuditLine.read(lines.get(3)).orElseThrow().hash();
    Files.writeString(AuditLog.head(file), "4 " + hash + "\n");
    assertThat(AuditCheck.of(file).isIntact()).isTrue();

    assertThat(AuditCheck.of(file, mirrored).problem().orElseThrow())
        .isEqualTo("line 5: is missing; the topic has it");
  }

  @Test
  void anAlteredLogTakesNoMoreLines() throws IOException {
    Files.writeString(file, Files.readString(file).replace("\"share\":4", "\"share\":5"));

    assertThatThrownBy(() -> log().append("started", "plan-1", Map.of()))
        .isInstanceOf(ReplayRefusedException.class)
        .hasMessageContaining("line 4: was altered");
  }

  @Test
  void twoWritersTakeTurns() {
    AuditLog one = log();
    AuditLog other = log();
    for (int round = 0; round < 5; round++) {
      one.append("told", "plan-1", Map.of());
      other.append("heard", "plan-1", Map.of());
    }

    assertThat(AuditCheck.of(file)).isEqualTo(new AuditCheck(16, Optional.empty()));
  }

  @Test
  void aTopicThatTakesNothingIsMentionedOnce() {
    var deaf = new AuditLog(file, Clock.systemUTC(), (id, line) -> Optional.of("not allowed"));
    deaf.append("told", "plan-1", Map.of());
    deaf.append("told", "plan-1", Map.of());

    assertThat(deaf.of("plan-1", "topic-unavailable")).hasSize(1);
    assertThat(AuditCheck.of(file).isIntact()).isTrue();
  }
}
