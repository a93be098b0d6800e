package io.orderstorm.scenario.runbook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to do about one type of incident.
 *
 * @param name the file's name without its ending
 * @param incident its type, in words
 * @param scenario that provokes it, a name from the library or a path
 * @param overrides of the scenario's values, {@code path=value}
 * @param provoked what the scenario or a stand-in does to the pipeline
 * @param alert that calls the person
 * @param lines where the file names what has to be there
 */
public record Runbook(
    Path file,
    String name,
    String title,
    String incident,
    String owner,
    String scenario,
    List<String> overrides,
    Incident provoked,
    String alert,
    Lines lines,
    Times stated,
    List<Step> steps) {

  public Runbook {
    overrides = List.copyOf(overrides);
    steps = List.copyOf(steps);
  }

  /** The lines, from 1, in which what is provoked and the alert are named. */
  public record Lines(int provoked, int alert) {}

  /** From the incident's beginning: to the alert, to its mitigation, to its end. */
  public record Times(Duration detect, Duration mitigate, Duration recover) {}

  /**
   * A step.
   *
   * @param line of its heading, from 1
   * @param blocks what of it can be done by a machine, in order
   */
  public record Step(String title, int line, List<Block> blocks) {
    public Step {
      blocks = List.copyOf(blocks);
    }
  }
}
