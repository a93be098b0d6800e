package io.orderstorm.scenario.runbook;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
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

  /** Words with which a program that looks would write, send or set something. */
  private static final Map<String, Pattern> WRITING =
      Map.of(
          "curl",
          Pattern.compile(
              "-[a-zA-Z]*[cdDFJKoOTX].*"
                  + "|--(config|cookie-jar|data|dump|form|json|output|remote|request|trace|upload).*"),
          "date",
          Pattern.compile("-[a-zA-Z&&[^I]]*s.*|--set.*"),
          "sort",
          Pattern.compile("-[a-zA-Z]*o.*|--o.*|--compress.*"),
          "uniq",
          Pattern.compile("[^-\\d].*"));

  private static final String TO_NOWHERE = "(?<=\\s)-o\\s+/dev/null(?=\\s|$)";

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
    String unquoted = QUOTED.matcher(line).replaceAll(ShellLine::asOneWord);
    for (String part : unquoted.split("\\|\\|?|&&", -1)) {
      requireLooking(part.strip().replaceAll(TO_NOWHERE, "").split("\\s+"));
    }
    return line;
  }

  /** What stands between quotes, without anything that would end the word. */
  private static String asOneWord(MatchResult quoted) {
    String inside = quoted.group().substring(1, quoted.group().length() - 1);
    return Matcher.quoteReplacement(inside.replaceAll("[\\s|&]", "_"));
  }

  private static void requireLooking(String[] words) {
    String program = words[0];
    if (!ALLOWED.contains(program)) {
      throw new IllegalArgumentException(
          "'" + program + "' is not allowed in a runbook; allowed: " + String.join(", ", ALLOWED));
    }
    Pattern writing = WRITING.get(program);
    for (int i = 1; writing != null && i < words.length; i++) {
      if (writing.matcher(words[i]).matches()) {
        throw new IllegalArgumentException(
            "'"
                + program
                + " "
                + words[i]
                + "' is not allowed in a runbook: "
                + program
                + " may only look, it may not write, send or set anything");
      }
    }
  }
}
