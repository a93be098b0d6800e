package io.orderstorm.report.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * SHA256SUMS in the format of {@code sha256sum}, so that anyone can check it with {@code sha256sum
 * -c}.
 */
final class Sums {

  private static final int HEX_CHARS = 64;
  private static final Pattern LINE = Pattern.compile("[0-9a-f]{64} [ *].+");

  /** Mapped, not read: what lies in the page cache need not be copied. */
  private static final long WINDOW_BYTES = 1 << 26;

  /** Stays in the fastest cache of a core while it is digested. */
  private static final int PIECE_BYTES = 1 << 14;

  private Sums() {}

  static void write(Path sums, Path root, List<Path> files) {
    try {
      List<String> lines = new ArrayList<>();
      for (Path file : files) {
        lines.add(sum(file) + "  " + name(root, file));
      }
      Files.write(sums, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(sums + " cannot be written: " + e.getMessage(), e);
    }
  }

  static SumCheck check(Path sums, Path root, List<Path> files) {
    if (!Files.exists(sums)) {
      return new SumCheck(false, List.of(), List.of(), List.of());
    }
    try {
      Map<String, String> expected = read(sums);
      List<String> altered = new ArrayList<>();
      List<String> missing = new ArrayList<>();
      for (var entry : expected.entrySet()) {
        Path file = root.resolve(entry.getKey());
        if (!Files.exists(file)) {
          missing.add(entry.getKey());
        } else if (!sum(file).equals(entry.getValue())) {
          altered.add(entry.getKey());
        }
      }
      List<String> added =
          files.stream().map(f -> name(root, f)).filter(n -> !expected.containsKey(n)).toList();
      return new SumCheck(true, altered, missing, added);
    } catch (CharacterCodingException | UnreadableRecordsException e) {
      return new SumCheck(true, List.of(name(root, sums)), List.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(sums + " cannot be compared: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> read(Path sums) throws IOException {
    Map<String, String> byName = new TreeMap<>();
    for (String line : Files.readAllLines(sums)) {
      if (!LINE.matcher(line).matches()) {
        throw new UnreadableRecordsException(sums, "'" + line + "' is no line of sha256sum");
      }
      byName.put(line.substring(HEX_CHARS + 2), line.substring(0, HEX_CHARS));
    }
    return byName;
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static String sum(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long size = channel.size();
      byte[] piece = new byte[PIECE_BYTES];
      for (long from = 0; from < size; from += WINDOW_BYTES) {
        long bytes = Math.min(WINDOW_BYTES, size - from);
        ByteBuffer window = channel.map(MapMode.READ_ONLY, from, bytes);
        while (window.hasRemaining()) {
          int length = Math.min(PIECE_BYTES, window.remaining());
          window.get(piece, 0, length);
          digest.update(piece, 0, length);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
