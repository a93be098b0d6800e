package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scenarios that ship, in {@code scenarios/library} below the folder that the launcher names.
 */
final class Library {

  private Library() {}

  /** The folder of the launcher. */
  static Path root() {
    return Path.of(System.getProperty("orderstorm.root", "."));
  }

  static Path folder() {
    return root().resolve("scenarios").resolve("library");
  }

  static List<Path> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the scenario library " + folder(), e);
    }
  }

  /**
   * The file that a user means: a path, or a name from the library.
   *
   * @throws ScenarioException if it is neither
   */
  static Path resolve(String scenario) {
    Path path = Path.of(scenario);
    if (Files.exists(path)
        || scenario.contains("/")
        || scenario.endsWith(".yaml")
        || scenario.endsWith(".yml")) {
      return path;
    }
    Path shipped = folder().resolve(scenario + ".yaml");
    if (Files.exists(shipped)) {
      return shipped;
    }
    throw new ScenarioException(
        "no scenario '"
            + scenario
            + "'; it is a path or one of "
            + files().stream().map(Library::name).collect(Collectors.joining(", ")));
  }

  static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
  }
}
