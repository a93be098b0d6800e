package io.orderstorm.scenario.runbook;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a runbook may have done by a shell: programs that look, and {@code orderstorm}. A runbook is
 * reviewed as documentation is, so it must not be able to hide a deletion.
 */
public final class ShellLine {

  /** The programs. */
  public static final List<String> ALLOWED =
      List.of(
          "orderstorm",
          "cat",
          "curl",
          "cut",
          "date",
          "echo",
          "grep",
          "head",
          "jq",
          "sort",
          "tail",
          "test",
          "tr",
          "uniq",
          "wc");

  private static final Pattern FORBIDDEN = Pattern.compile("[`<>;\\\\]|\\$\\(|(?<!&)&(?!&)|&&&");

  /**
   * What the shell takes for one word whatever is in it. Not {@code $'…'}, and nothing with a
   * backslash between double quotes: there the shell sees another end of the quotes than a reader
   * of the line.
   */
  private static final Pattern QUOTED =
      Pattern.compile("(?<!\\$)'[^']*'|\"[^\"`$\\\\]*(\\$\\{?\\w+}?[^\"`$\\\\]*)*\"");

  private ShellLine() {}

  /**
   * Passes a line that is allowed.
   *
   * @throws IllegalArgumentException if it is not; says what is allowed
   */
  public static String require(String line) {
    String bare = QUOTED.matcher(line).replaceAll("x");
    if (FORBIDDEN.matcher(bare).find() || bare.contains("'") || bare.contains("\"")) {
      throw new IllegalArgumentException(
          "a command is one line of programs joined by | or &&, without redirection and"
              + " substitution, but is '"
              + line
              + "'");
    }
    for (String part : bare.split("\\|\\|?|&&", -1)) {
      String program = part.strip().split("\\s+", 2)[0];
      if (!ALLOWED.contains(program)) {
        throw new IllegalArgumentException(
            "'"
                + program
                + "' is not allowed in a runbook; allowed: "
                + String.join(", ", ALLOWED));
      }
    }
    return line;
  }
}
