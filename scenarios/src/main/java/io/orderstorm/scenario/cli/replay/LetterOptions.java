package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.scenario.replay.OpenLetters;
import io.orderstorm.simulator.deadletter.LetterFilter;
import io.orderstorm.simulator.replay.ReplayRefusedException;
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

  /**
   * Reads the dead letters that are meant and open.
   *
   * @throws ReplayRefusedException if the filter is none, or no such topic is there
   */
  OpenLetters find(Desk desk) {
    return desk.letters(topics, wanted());
  }

  private LetterFilter wanted() {
    try {
      return filter == null ? LetterFilter.ALL : LetterFilter.read(filter);
    } catch (IllegalArgumentException e) {
      throw new ReplayRefusedException(String.valueOf(e.getMessage()));
    }
  }
}
