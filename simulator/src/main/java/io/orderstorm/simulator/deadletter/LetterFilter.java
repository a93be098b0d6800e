package io.orderstorm.simulator.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which dead letters are meant. What is left out, any will do for.
 *
 * @param offsets ranges of offsets, both ends included; empty for any
 */
public record LetterFilter(
    Optional<String> cause, Optional<String> key, Optional<String> owner, List<Range> offsets) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  /** Offsets from the first to the last, both included. */
  public record Range(long first, long last) {}

  /** Every dead letter. */
  public static final LetterFilter ALL =
      new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public LetterFilter {
    offsets = List.copyOf(offsets);
  }

  /**
   * Reads {@code class=…,key=…,owner=…,offsets=5+7-9}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static LetterFilter read(String text) {
    Optional<String> cause = Optional.empty();
    Optional<String> key = Optional.empty();
    Optional<String> owner = Optional.empty();
    List<Range> offsets = List.of();
    Set<String> seen = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      String value = part.substring(equals + 1).strip();
      if (equals < 0 || value.isEmpty() || !seen.add(name)) {
        throw refused(text);
      }
      switch (name) {
        case "class" -> cause = Optional.of(value);
        case "key" -> key = Optional.of(value);
        case "owner" -> owner = Optional.of(value);
        case "offsets" -> offsets = ranges(value, text);
        default -> throw refused(text);
      }
    }
    return new LetterFilter(cause, key, owner, offsets);
  }

  private static List<Range> ranges(String value, String text) {
    return java.util.Arrays.stream(value.split("\\+", -1))
        .map(
            part -> {
              var range = RANGE.matcher(part.strip());
              if (!range.matches()) {
                throw refused(text);
              }
              long first = Long.parseLong(range.group(1));
              long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
              return new Range(first, last);
            })
        .toList();
  }

  private static IllegalArgumentException refused(String text) {
    return new IllegalArgumentException(
        "--filter is made of class=…, key=…, owner=… and offsets=…, such as"
            + " class=MalformedEvent,offsets=5+7-9, each at most once, but is '"
            + text
            + "'");
  }

  /** Whether a dead letter is meant. */
  public boolean matches(DeadLetter letter) {
    return cause.filter(one -> !one.equals(letter.cause())).isEmpty()
        && owner.filter(one -> !one.equals(letter.owner())).isEmpty()
        && key.filter(one -> !one.equals(key(letter))).isEmpty()
        && hasOffset(letter.record().offset());
  }

  private boolean hasOffset(long offset) {
    return offsets.isEmpty()
        || offsets.stream().anyMatch(one -> one.first() <= offset && offset <= one.last());
  }

  private static String key(DeadLetter letter) {
    byte[] key = letter.record().key();
    return key == null ? "" : new String(key, StandardCharsets.UTF_8);
  }
}
