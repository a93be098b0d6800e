package io.orderstorm.scenario.readiness;

import io.orderstorm.scenario.file.ContractFile;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.file.TeamsFile;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.runbook.Fingerprint;
import io.orderstorm.simulator.contract.ContractCheck;
import io.orderstorm.simulator.order.OrderProfile;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a scenario's pipeline may be launched.
 *
 * @param scenario its name
 * @param lines the checklist
 * @param health what the owners look at once a quarter
 * @param unread kept files that could not be read, each with the reason
 */
public record Readiness(
    String scenario, List<Line> lines, HealthReview health, List<String> unread) {

  /**
   * Where the teams' own files are.
   *
   * @param teams the file that says who is called
   * @param runbooks the folder with the runbooks; one that is not there has none
   * @param contracts the folder with {@code contracts.yaml}; one that is not there has none
   */
  public record OwnFiles(Path teams, Path runbooks, Path contracts) {}

  /**
   * Goes through the checklist.
   *
   * @param runs the folder with what was kept; one that is not there holds nothing
   * @param files where the teams' own files are
   * @param now evidence counts back from here
   */
  public static Readiness of(ScenarioFile file, Path runs, OwnFiles files, Instant now) {
    Scenario scenario = file.scenario();
    var agreed = agreed(files.contracts());
    var subject =
        new Subject(
            scenario.name(),
            Subject.settings(file.resolved()),
            scenario.objectives(),
            TopicCatalogue.shipped().cards(),
            TeamsFile.read(files.teams()),
            runbooks(files.runbooks()),
            agreed.stream()
                .flatMap(one -> ContractCheck.of(one, OrderProfile.ofSeed(1)).stream())
                .toList(),
            agreed.stream().flatMap(Readiness::deprecated).toList());
    KeptResults kept = KeptResults.below(runs);
    return new Readiness(
        scenario.name(),
        new Checklist(subject, kept, now).lines(),
        HealthReview.of(subject, kept),
        kept.unread());
  }

  /** Whether no line is open. */
  public boolean isReady() {
    return lines.stream().allMatch(Line::isProved);
  }

  private static List<io.orderstorm.simulator.contract.Subject> agreed(Path folder) {
    return Files.isDirectory(folder) ? ContractFile.read(folder) : List.of();
  }

  /** The last version is written and read; those before it are only read. */
  private static Stream<String> deprecated(io.orderstorm.simulator.contract.Subject one) {
    return one.versions().stream()
        .filter(version -> !version.equals(one.current()))
        .map(version -> one.name() + " " + version.name());
  }

  private static List<Subject.RunbookFile> runbooks(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(
              file ->
                  new Subject.RunbookFile(
                      String.valueOf(file.getFileName()).replaceFirst("\\.md$", ""),
                      Fingerprint.of(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder, e);
    }
  }
}
