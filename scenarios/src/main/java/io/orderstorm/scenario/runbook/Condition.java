package io.orderstorm.scenario.runbook;

import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that is so or not so: {@code alert payment-lag is on}, {@code lag payment < 100},
 * {@code dead-letters inventory < 1}, {@code fault outage is off}, {@code release payment is off}.
 * No condition on a lag holds while the brokers do not tell it, whatever it was before.
 */
public final class Condition {

  /** The brokers are asked for it twice a second, and answer within three. */
  private static final Duration LAG_IS_KNOWN_FOR = Duration.ofSeconds(3);

  private static final Pattern STATE =
      Pattern.compile("(alert|fault|release)\\s+([a-z0-9-]+(?:#\\d+)?)\\s+is\\s+(on|off)");
  private static final Pattern COUNT =
      Pattern.compile("(lag|dead-letters)\\s+([a-z-]+)\\s*([<>])\\s*(\\d{1,9})");

  private final String text;
  private final String kind;
  private final String name;
  private final Function<PipelineView, Finding> look;

  private Condition(String text, Matcher words, Function<PipelineView, Finding> look) {
    this.text = text;
    this.kind = words.group(1);
    this.name = words.group(2);
    this.look = look;
  }

  /** Whether a condition holds, and what was seen. */
  public record Finding(boolean holds, String seen) {}

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException if it is none; says what is allowed
   */
  public static Condition parse(String text) {
    String line = text.strip();
    Matcher state = STATE.matcher(line);
    if (state.matches()) {
      return new Condition(
          line,
          state,
          view -> state(view, state.group(1), state.group(2), state.group(3).equals("on")));
    }
    Matcher count = COUNT.matcher(line);
    if (count.matches()) {
      long bound = Long.parseLong(count.group(4));
      return new Condition(
          line,
          count,
          view -> count(view, count.group(1), count.group(2), count.group(3).equals("<"), bound));
    }
    throw new IllegalArgumentException(
        "a condition is 'alert NAME is on|off', 'fault NAME is on|off', 'release STAGE is"
            + " on|off', 'lag GROUP < N', 'dead-letters GROUP < N' or the same with >, but is '"
            + line
            + "'");
  }

  private static Finding state(PipelineView view, String what, String name, boolean on) {
    Set<String> all =
        switch (what) {
          case "alert" -> view.alerts();
          case "fault" -> view.faults();
          default -> view.releases();
        };
    String seen =
        all.isEmpty() ? "no " + what + " is on" : what + "s on: " + String.join(", ", all);
    return new Finding(all.contains(name) == on, seen);
  }

  private static Finding count(
      PipelineView view, String what, String group, boolean below, long bound) {
    boolean isLag = what.equals("lag");
    Long count = (isLag ? view.lag() : view.openLetters()).get(group);
    if (count == null) {
      return new Finding(false, "the brokers do not tell the " + what + " of " + group);
    }
    Duration age = view.lagAge();
    if (isLag && age.compareTo(LAG_IS_KNOWN_FOR) > 0) {
      return new Finding(
          false,
          "lag of %s is not known since %d s: the brokers do not tell it; it was %d"
              .formatted(group, age.toSeconds(), count));
    }
    return new Finding(
        below ? count < bound : count > bound, what + " of " + group + " is " + count);
  }

  /** What it is about: alert, fault, release, lag or dead-letters. */
  public String kind() {
    return kind;
  }

  /** The alert, fault, stage or group that it names. */
  public String name() {
    return name;
  }

  public Finding look(PipelineView view) {
    return look.apply(view);
  }

  @Override
  public String toString() {
    return text;
  }
}
