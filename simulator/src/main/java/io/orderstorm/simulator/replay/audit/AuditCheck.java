package io.orderstorm.simulator.replay.audit;

import io.orderstorm.simulator.replay.ReplayFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a look at a whole log found.
 *
 * @param lines that are as they were written, up to the first that is not
 * @param problem the first one, with its line; empty if every line is as it was written
 */
public record AuditCheck(long lines, Optional<String> problem) {

  /** Whether every line is as it was written, and in its place. */
  public boolean isIntact() {
    return problem.isEmpty();
  }

  /** Checks a log by itself and against its head; a log that is not there has no lines. */
  public static AuditCheck of(Path log) {
    return check(log).result();
  }

  /**
   * Checks a log against a second copy of its lines too.
   *
   * @param witnesses lines from elsewhere, in any order, perhaps not all, by the id of their log
   */
  public static AuditCheck of(Path log, Map<String, List<String>> witnesses) {
    Chain chain = check(log);
    if (!chain.result().isIntact()) {
      return chain.result();
    }
    List<String> witness = witnesses.getOrDefault(chain.id(), List.of());
    if (witness.isEmpty() && !chain.lines().isEmpty()) {
      return new AuditCheck(
          chain.lines().size(), Optional.of("line 1: the topic has no line of this log"));
    }
    Map<Long, String> known = new HashMap<>();
    chain.lines().forEach(line -> known.put(line.seq(), line.text()));
    for (String text : witness) {
      Optional<AuditLine> line = AuditLine.read(text);
      if (line.isPresent() && !text.equals(known.get(line.get().seq()))) {
        long number = line.get().seq();
        return new AuditCheck(
            chain.lines().size(),
            Optional.of(
                "line "
                    + number
                    + (known.containsKey(number)
                        ? ": the topic has another line in its place"
                        : ": is missing; the topic has it")));
      }
    }
    return chain.result();
  }

  /** A log's lines as far as they hold, and what was found. */
  record Chain(List<AuditLine> lines, AuditCheck result) {
    /** The log's own id, which its first line tells; empty for an empty log. */
    String id() {
      return lines.isEmpty() ? "" : lines.get(0).content().path("details").path("log").asText();
    }

    Optional<AuditLine> last() {
      return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }
  }

  static Chain check(Path log) {
    var lines = new ArrayList<AuditLine>();
    Optional<String> problem = read(log, lines).or(() -> againstHead(log, lines));
    return new Chain(lines, new AuditCheck(lines.size(), problem));
  }

  private static Optional<String> read(Path log, List<AuditLine> lines) {
    byte[] bytes = bytes(log);
    String text = new String(bytes, StandardCharsets.UTF_8);
    int strange = Arrays.mismatch(bytes, text.getBytes(StandardCharsets.UTF_8));
    if (strange >= 0) {
      return Optional.of("line " + lineOf(bytes, strange) + ": was altered; it is not UTF-8");
    }
    String previous = AuditLine.NONE;
    int start = 0;
    for (long number = 1; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        return Optional.of("line " + number + ": has no end; it was cut, or not written whole");
      }
      Optional<AuditLine> line = AuditLine.read(text.substring(start, end));
      if (line.isEmpty()) {
        return Optional.of("line " + number + ": was altered");
      }
      if (line.get().seq() != number || !line.get().previous().equals(previous)) {
        return Optional.of(misplaced(number, line.get()));
      }
      lines.add(line.get());
      previous = line.get().hash();
      start = end + 1;
    }
    return Optional.empty();
  }

  private static long lineOf(byte[] bytes, int index) {
    return 1 + IntStream.range(0, index).filter(at -> bytes[at] == '\n').count();
  }

  private static String misplaced(long number, AuditLine line) {
    if (line.seq() == number) {
      return "line " + number + ": does not follow the line before it, which was replaced";
    }
    return line.seq() > number
        ? "line " + number + ": is missing, or stands elsewhere; here is line " + line.seq()
        : "line " + number + ": is not in its place; here is line " + line.seq();
  }

  /** The log may be one line ahead, if its writer ended in between. */
  private static Optional<String> againstHead(Path log, List<AuditLine> lines) {
    String[] head =
        new String(bytes(AuditLog.head(log)), StandardCharsets.UTF_8).strip().split(" ", -1);
    if (head.length != 2 || !head[0].matches("\\d{1,15}")) {
      return lines.isEmpty() && head[0].isEmpty()
          ? Optional.empty()
          : Optional.of("line 1: the head " + AuditLog.head(log) + " is missing or altered");
    }
    long length = Long.parseLong(head[0]);
    if (length > lines.size()) {
      return Optional.of(
          "line " + (lines.size() + 1) + ": is missing; the log had " + length + " lines");
    }
    boolean same = length > 0 && lines.get((int) length - 1).hash().equals(head[1]);
    return same
        ? Optional.empty()
        : Optional.of("line " + length + ": is not the one that the head names");
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new ReplayFailedException("can't read " + file, e);
    }
  }
}
