package io.orderstorm.scenario.readiness;

import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.Team;
import io.orderstorm.simulator.contract.Finding;
import io.orderstorm.simulator.topic.TopicCard;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to be launched, as its files say it.
 *
 * @param scenario its name
 * @param settings its resolved text but for the seed
 * @param objectives what the scenario promises
 * @param topics what is agreed about each topic
 * @param teams by name
 * @param runbooks those that the teams have
 * @param contracts what came of checking the data contracts; empty if there are none
 * @param deprecated the versions of schemas that are agreed on and no longer written, by name
 */
record Subject(
    String scenario,
    String settings,
    Objectives objectives,
    Collection<TopicCard> topics,
    Map<String, Team> teams,
    List<RunbookFile> runbooks,
    List<Finding> contracts,
    List<String> deprecated) {

  /** The text of a scenario but for its seed: with another one it is the same scenario. */
  static String settings(String resolved) {
    return resolved
        .lines()
        .filter(line -> !line.startsWith("seed:"))
        .collect(Collectors.joining("\n"));
  }

  /**
   * A runbook as it stands now.
   *
   * @param name the file's name without its ending
   * @param sha256 of its bytes, in hexadecimal digits
   */
  record RunbookFile(String name, String sha256) {}
}
