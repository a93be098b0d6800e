package io.orderstorm.simulator.replay.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The log of all replays in one folder. Several processes may append at once. Thread-safe.
 *
 * <p>A log that was altered takes no more lines: they would hide what was done to it.
 */
public final class AuditLog {

  /** A file's lock is the whole process's: it keeps out other processes, not other threads. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path file;
  private final Clock clock;
  private final AuditMirror mirror;
  private long knownBytes = -1;
  private Optional<AuditLine> last = Optional.empty();
  private String log = "";
  private boolean mirrorFailed;

  /**
   * A log in a file, which is made with its first line.
   *
   * @param mirror gets each line too
   */
  public AuditLog(Path file, Clock clock, AuditMirror mirror) {
    this.file = file;
    this.clock = clock;
    this.mirror = mirror;
  }

  /** Where the log's length and last hash are kept. */
  static Path head(Path log) {
    return log.resolveSibling(log.getFileName().toString().replace(".jsonl", ".head"));
  }

  /**
   * Adds a line and waits until the disk has it.
   *
   * @param kind what happened, for example {@code approved}
   * @param details plain values, lists and maps
   * @throws ReplayRefusedException if the log was altered; the message names the line
   */
  public synchronized void append(String kind, String plan, Map<String, ?> details) {
    for (String line : locked(kind, plan, details)) {
      if (!mirrorFailed) {
        mirror.take(log, line).ifPresent(why -> mirrorFailed(plan, why));
      }
    }
  }

  private void mirrorFailed(String plan, String why) {
    mirrorFailed = true; // says so once
    locked("topic-unavailable", plan, Map.of("reason", why));
  }

  /**
   * Contents of a plan's lines of one kind, oldest first.
   *
   * @throws ReplayRefusedException if the log was altered
   */
  public synchronized List<JsonNode> of(String plan, String kind) {
    return intact().lines().stream()
        .filter(line -> line.kind().equals(kind))
        .map(AuditLine::content)
        .filter(content -> content.path("plan").asText().equals(plan))
        .toList();
  }

  private List<String> locked(String kind, String plan, Map<String, ?> details) {
    synchronized (IN_THIS_PROCESS) {
      return lockedFile(kind, plan, details);
    }
  }

  private List<String> lockedFile(String kind, String plan, Map<String, ?> details) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path lock = file.resolveSibling("audit.lock");
      try (FileChannel guard =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock held = guard.lock();
        try {
          return inTurn(kind, plan, details);
        } finally {
          held.release();
        }
      }
    } catch (IOException e) {
      throw new ReplayFailedException("can't write the audit log " + file, e);
    }
  }

  private List<String> inTurn(String kind, String plan, Map<String, ?> details) throws IOException {
    catchUp();
    if (last.isEmpty()) {
      log = UUID.randomUUID().toString();
      String first = write("begun", "", Map.of("log", log));
      return List.of(first, write(kind, plan, details));
    }
    return List.of(write(kind, plan, details));
  }

  private void catchUp() throws IOException {
    long bytes = Files.exists(file) ? Files.size(file) : 0;
    if (bytes != knownBytes) {
      AuditCheck.Chain chain = intact();
      last = chain.last();
      log = chain.id();
      knownBytes = bytes;
    }
  }

  private AuditCheck.Chain intact() {
    AuditCheck.Chain chain = AuditCheck.check(file);
    chain
        .result()
        .problem()
        .ifPresent(
            problem -> {
              throw new ReplayRefusedException(
                  file + ": " + problem + "; nothing runs while the audit log is not intact");
            });
    return chain;
  }

  private String write(String kind, String plan, Map<String, ?> details) throws IOException {
    AuditLine line =
        AuditLine.after(
            last.map(AuditLine::seq).orElse(0L) + 1,
            last.map(AuditLine::hash).orElse(AuditLine.NONE),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            kind,
            plan,
            details);
    byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(ByteBuffer.wrap(bytes));
      out.force(true);
    }
    Path draft = head(file).resolveSibling("audit.head.draft");
    Files.writeString(draft, line.seq() + " " + line.hash() + "\n");
    Files.move(
        draft, head(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    last = Optional.of(line);
    knownBytes += bytes.length;
    return line.text();
  }
}
