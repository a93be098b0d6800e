package io.orderstorm.scenario.capacity;

import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of a study: the scenario, what was asked, one line for each probe, a run folder for
 * each session in which probes were made, and the plan.
 */
public record CapacityFolder(Path root) {

  /**
   * Makes the folder of a new study.
   *
   * @throws ScenarioException if there is something in it
   */
  public static CapacityFolder create(Path root) {
    try {
      Files.createDirectories(root);
      try (Stream<Path> content = Files.list(root)) {
        if (content.findAny().isPresent()) {
          throw new ScenarioException(
              root + ": has content; a study needs a folder of its own, or --resume");
        }
      }
      return new CapacityFolder(root);
    } catch (IOException e) {
      throw new UncheckedIOException("can't make " + root, e);
    }
  }

  /**
   * Opens the folder of a study that was begun.
   *
   * @throws ScenarioException if it is none
   */
  public static CapacityFolder open(Path root) {
    var folder = new CapacityFolder(root);
    if (!Files.isRegularFile(folder.request()) || !Files.isRegularFile(folder.scenario())) {
      throw new ScenarioException(root + ": is no study's folder; it has no request.json");
    }
    return folder;
  }

  public Path scenario() {
    return root.resolve("scenario.yaml");
  }

  public Path request() {
    return root.resolve("request.json");
  }

  public Path probes() {
    return root.resolve("probes.jsonl");
  }

  public Path planJson() {
    return root.resolve("capacity-plan.json");
  }

  public Path planMarkdown() {
    return root.resolve("capacity-plan.md");
  }

  public Path planHtml() {
    return root.resolve("capacity-plan.html");
  }

  /** The sessions that were begun, in their order. */
  public List<Path> sessions() {
    try (Stream<Path> content = Files.list(root)) {
      return content
          .filter(path -> path.getFileName().toString().startsWith("session-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + root, e);
    }
  }

  /** A session that is to begin. */
  public Path nextSession() {
    return root.resolve("session-" + (sessions().size() + 1));
  }
}
