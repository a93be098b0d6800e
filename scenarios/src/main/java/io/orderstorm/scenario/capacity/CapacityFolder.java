package io.orderstorm.scenario.capacity;

import io.orderstorm.report.cost.PriceList;
import io.orderstorm.scenario.file.PriceFile;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a study: the scenario, what was asked, one line for each probe, a run folder for
 * each session in which probes were made, and the plan.
 */
public record CapacityFolder(Path root) {

  private static final Pattern SESSION = Pattern.compile("session-(\\d{1,6})");

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

  /** Whether a folder is that of a study, and not of a run. */
  public static boolean isStudy(Path root) {
    return Files.isRegularFile(new CapacityFolder(root).request())
        && !Files.isDirectory(root.resolve("journal"));
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

  /** The prices that the plan is made with; not there if none were given. */
  public Path prices() {
    return root.resolve("prices.yaml");
  }

  /**
   * Keeps a file of prices for the plan, in place of an earlier one.
   *
   * @throws ScenarioException if it is none
   */
  public void keepPrices(Path file) {
    PriceFile.read(file);
    try {
      Files.copy(file, prices(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + prices(), e);
    }
  }

  /** The prices that were kept; empty if none were. */
  Optional<PriceList> priceList() {
    return Files.exists(prices()) ? Optional.of(PriceFile.read(prices())) : Optional.empty();
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

  public Path junitXml() {
    return root.resolve("junit.xml");
  }

  /** The sessions that were begun, in their order. */
  public List<Path> sessions() {
    try (Stream<Path> content = Files.list(root)) {
      return content
          .filter(path -> SESSION.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparingInt(CapacityFolder::number))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + root, e);
    }
  }

  /** A session that is to begin. */
  public Path nextSession() {
    List<Path> begun = sessions();
    int last = begun.isEmpty() ? 0 : number(begun.get(begun.size() - 1));
    return root.resolve("session-" + (last + 1));
  }

  private static int number(Path session) {
    Matcher name = SESSION.matcher(session.getFileName().toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }
}
