package io.orderstorm.scenario.runbook;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The words of a {@code curl} command that only looks: GET or HEAD over HTTP, and no file is
 * written. What is not known to be so is refused; that is why no option may be abbreviated.
 *
 * <p>Options are read as curl reads them: letters may stand together, and what stands behind a
 * letter that takes a value is that value; where nothing does, the next word is.
 */
final class CurlWords {

  private static final String ALLOWED =
      "GET and HEAD over http and https with -s -S -f -i -I -v -k -L -g -N -0 -4 -6 -A -b -e -r -u,"
          + " -m SECONDS, -w FORMAT, -H 'NAME: VALUE', -o /dev/null, and their long names";

  /** Options that take no value. */
  private static final Set<String> FLAGS =
      Set.of(
          "silent",
          "show-error",
          "fail",
          "fail-with-body",
          "include",
          "head",
          "verbose",
          "insecure",
          "location",
          "globoff",
          "no-buffer",
          "no-progress-meter",
          "compressed",
          "http1.0",
          "http1.1",
          "http2",
          "ipv4",
          "ipv6",
          "retry-connrefused",
          "next");

  /** A header with its name: not those of a file, and none that turns the method into another. */
  private static final Predicate<String> HEADER =
      Pattern.compile("(?!.*method.*:)[a-z][a-z0-9-]*:.*", Pattern.CASE_INSENSITIVE)
          .asMatchPredicate();

  /** Options that take a value, and which of them only look. */
  private static final Map<String, Predicate<String>> VALUES =
      Map.ofEntries(
          Map.entry("write-out", CurlWords::isFormat),
          Map.entry("output", "/dev/null"::equals),
          Map.entry("request", Set.of("GET", "HEAD")::contains),
          Map.entry("header", HEADER),
          Map.entry("url", CurlWords::isHttp));

  /** Options that only look whatever their value is. */
  private static final Set<String> WITH_ANY_VALUE =
      Set.of(
          "max-time",
          "connect-timeout",
          "retry",
          "retry-delay",
          "retry-max-time",
          "max-redirs",
          "user-agent",
          "referer",
          "user",
          "cookie",
          "range",
          "cacert");

  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('s', "silent"),
          Map.entry('S', "show-error"),
          Map.entry('f', "fail"),
          Map.entry('i', "include"),
          Map.entry('I', "head"),
          Map.entry('v', "verbose"),
          Map.entry('k', "insecure"),
          Map.entry('L', "location"),
          Map.entry('g', "globoff"),
          Map.entry('N', "no-buffer"),
          Map.entry('0', "http1.0"),
          Map.entry('4', "ipv4"),
          Map.entry('6', "ipv6"),
          Map.entry('w', "write-out"),
          Map.entry('o', "output"),
          Map.entry('X', "request"),
          Map.entry('H', "header"),
          Map.entry('m', "max-time"),
          Map.entry('A', "user-agent"),
          Map.entry('e', "referer"),
          Map.entry('u', "user"),
          Map.entry('b', "cookie"),
          Map.entry('r', "range"));

  /** A host, a port in digits, a path: nothing that curl or the shell would turn into a scheme. */
  private static final Pattern WITHOUT_SCHEME = Pattern.compile("([^:{\\[]|:(?=\\d)|\\$\\{\\w+})+");

  private final Iterator<String> words;

  private CurlWords(Iterator<String> words) {
    this.words = words;
  }

  /**
   * Passes a command that only looks.
   *
   * @param words behind {@code curl}, without their quotes
   * @throws IllegalArgumentException if it may do more; names the word and what is allowed
   */
  static void require(List<String> words) {
    new CurlWords(words.iterator()).requireAll();
  }

  private void requireAll() {
    while (words.hasNext()) {
      String word = words.next();
      if (word.startsWith("--")) {
        requireLong(word);
      } else if (word.startsWith("-")) {
        requireLetters(word);
      } else if (!isHttp(word)) {
        throw refuse(word);
      }
    }
  }

  private void requireLong(String word) {
    String name = word.substring(2);
    if (!FLAGS.contains(name)) {
      requireValue(name, word, next(word));
    }
  }

  private void requireLetters(String word) {
    if (word.length() == 1) {
      throw refuse(word);
    }
    for (int i = 1; i < word.length(); i++) {
      String name = LETTERS.getOrDefault(word.charAt(i), "");
      if (!FLAGS.contains(name)) {
        String rest = word.substring(i + 1);
        requireValue(name, word, rest.isEmpty() ? next(word) : rest);
        return;
      }
    }
  }

  private String next(String option) {
    if (!words.hasNext()) {
      throw refuse(option);
    }
    return words.next();
  }

  private static void requireValue(String name, String word, String value) {
    Predicate<String> looks = VALUES.get(name);
    if (looks == null ? !WITH_ANY_VALUE.contains(name) : !looks.test(value)) {
      throw refuse(word.endsWith(value) ? word : word + " " + value);
    }
  }

  /** A format may name a file that is written, and a variable could complete that name. */
  private static boolean isFormat(String value) {
    return !value.startsWith("@") && !value.contains("%output") && !value.contains("$");
  }

  /**
   * Another scheme may send: gopher whatever its path says. Without one curl takes http, but what
   * it puts in for braces and brackets, or the shell for a variable, could be one.
   */
  private static boolean isHttp(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://")
        || lower.startsWith("https://")
        || WITHOUT_SCHEME.matcher(url).matches();
  }

  private static IllegalArgumentException refuse(String word) {
    return new IllegalArgumentException(
        "'curl "
            + word
            + "' is not allowed in a runbook: curl may only look, it may not write, send or set"
            + " anything; allowed: "
            + ALLOWED);
  }
}
