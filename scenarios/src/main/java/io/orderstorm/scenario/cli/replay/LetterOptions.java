package io.orderstorm.scenario.cli.replay;

import io.orderstorm.simulator.deadletter.DeadLetter;
import io.orderstorm.simulator.deadletter.LetterFilter;
import io.orderstorm.simulator.deadletter.Triage;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.redrive.DeadLetterReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class LetterOptions {

  @Option(
      names = "--topics",
      paramLabel = "TOPIC,…",
      split = ",",
      description =
          "Dead-letter topics. Default: all whose names end with dlq, dlt or dead-letter(s).")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--filter",
      paramLabel = "NAME=VALUE,…",
      description = "Only those with class=…, key=…, owner=…, offsets=5+7-9.")
  private @Nullable String filter;

  /** Whether the user said which. */
  boolean areNarrowed() {
    return filter != null;
  }

  /** What lies there and was not dealt with yet, and what was done so far. */
  record Found(List<DeadLetter> open, Triage triage) {}

  /**
   * Reads the dead letters that are meant and open.
   *
   * @throws ReplayRefusedException if the filter is none, or no such topic is there
   */
  Found find(Desk desk) {
    LetterFilter wanted = wanted();
    var reader = new DeadLetterReader(desk.access(), desk.cluster());
    List<String> names = topics.isEmpty() ? reader.usualTopics() : topics;
    Triage triage = reader.triage();
    List<DeadLetter> open =
        names.isEmpty()
            ? List.of()
            : reader.letters(names).stream()
                .filter(letter -> triage.of(letter).isEmpty())
                .filter(wanted::matches)
                .toList();
    return new Found(open, triage);
  }

  private LetterFilter wanted() {
    try {
      return filter == null ? LetterFilter.ALL : LetterFilter.read(filter);
    } catch (IllegalArgumentException e) {
      throw new ReplayRefusedException(String.valueOf(e.getMessage()));
    }
  }
}
