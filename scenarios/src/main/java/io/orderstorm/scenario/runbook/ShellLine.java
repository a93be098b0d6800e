package io.orderstorm.scenario.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /**
   * Outside of quotes: redirection, substitution, functions, escapes, background, braces that the
   * shell makes several words of, and characters that it and a reader do not take for the same.
   */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[`<>;\\\\()]|(?<!&)&(?!&)|&&&|(?<!\\$)\\{\\S*?(,|\\.\\.)|[\\p{Cntrl}&&[^\\t]]");

  /** The last word of the command before, which may be an option. */
  private static final Pattern LAST_WORD = Pattern.compile("\\$\\{?_(?!\\w)");

  /**
   * What the shell takes for one word whatever is in it. Not {@code $'…'} or {@code $"…"}, and
   * nothing with a backslash between double quotes: there the shell sees another end of the quotes
   * than a reader of the line.
   */
  private static final Pattern QUOTED =
      Pattern.compile("(?<!\\$)'[^']*'|(?<!\\$)\"[^\"`$\\\\]*(\\$\\{?\\w+}?[^\"`$\\\\]*)*\"");

  /** Blanks, what joins commands, and the quoted and unquoted parts of words. */
  private static final Pattern TOKEN =
      Pattern.compile("[ \\t]+|\\|\\|?|&&|'[^']*'|\"[^\"]*\"|[^ \\t|&'\"]+");

  /** Words with which a program that looks would write, set or start something. */
  private static final Map<String, Pattern> WRITING =
      Map.of(
          "date",
          Pattern.compile("-[a-zA-Z&&[^I]]*s.*|--s.*|\\d{8,}.*"),
          "sort",
          Pattern.compile("-[a-zA-Z]*o.*|--o.*|--co.*"),
          "uniq",
          Pattern.compile("(?!-|\\d+$).*"));

  private ShellLine() {}

  /**
   * Passes a line that is allowed.
   *
   * @throws IllegalArgumentException if it is not; says what is allowed
   */
  public static String require(String line) {
    String bare = QUOTED.matcher(line).replaceAll("x");
    if (FORBIDDEN.matcher(bare).find()
        || LAST_WORD.matcher(line).find()
        || bare.contains("'")
        || bare.contains("\"")) {
      throw new IllegalArgumentException(
          "a command is one line of programs joined by | or &&, without redirection, substitution,"
              + " brackets and braces that are not between quotes, but is '"
              + line
              + "'");
    }
    commands(line).forEach(ShellLine::requireLooking);
    return line;
  }

  /**
   * A program and what it is told.
   *
   * @param words without their quotes
   * @param splits whether the shell may make several words of one: a variable stands outside of
   *     quotes
   */
  private record Command(List<String> words, boolean splits) {}

  /** The commands of a line, whose quotes are sound. */
  private static List<Command> commands(String line) {
    var commands = new ArrayList<Command>();
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean begun = false;
    boolean splits = false;
    Matcher token = TOKEN.matcher(line + " |");
    while (token.find()) {
      String text = token.group();
      boolean joins = text.startsWith("|") || text.startsWith("&");
      if (begun && (joins || text.isBlank())) {
        words.add(word.toString());
        word.setLength(0);
        begun = false;
      }
      if (joins) {
        commands.add(new Command(List.copyOf(words), splits));
        words.clear();
        splits = false;
      } else if (!text.isBlank()) {
        boolean quoted = text.startsWith("'") || text.startsWith("\"");
        word.append(quoted ? text.substring(1, text.length() - 1) : text);
        splits |= !quoted && text.contains("$");
        begun = true; // also by an empty pair of quotes, which is a word
      }
    }
    return commands;
  }

  private static void requireLooking(Command command) {
    String program = command.words().isEmpty() ? "" : command.words().get(0);
    if (!ALLOWED.contains(program)) {
      throw new IllegalArgumentException(
          "'" + program + "' is not allowed in a runbook; allowed: " + String.join(", ", ALLOWED));
    }
    List<String> words = command.words().subList(1, command.words().size());
    Pattern writing = WRITING.get(program);
    boolean curl = program.equals("curl");
    if (command.splits() && (curl || writing != null)) {
      throw new IllegalArgumentException(
          "a variable has to stand between double quotes where "
              + program
              + " is told something: it could hold an option");
    }
    if (curl) {
      CurlWords.require(words);
    } else if (writing != null) {
      words.forEach(word -> requireLooking(program, word, writing));
    }
  }

  private static void requireLooking(String program, String word, Pattern writing) {
    if (writing.matcher(word).matches()) {
      throw new IllegalArgumentException(
          "'"
              + program
              + " "
              + word
              + "' is not allowed in a runbook: "
              + program
              + " may only look, it may not write, send or set anything");
    }
  }
}
