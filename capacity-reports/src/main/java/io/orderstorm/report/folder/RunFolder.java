package io.orderstorm.report.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run and where everything in it is. Raw records are written while the run goes
 * on and sealed when it ends; everything else is derived from them and may be written again at any
 * time.
 */
public final class RunFolder {

  private static final List<String> RAW_FOLDERS =
      List.of("journal", "observations", "effects", "stages", "store");
  private static final List<String> RAW_FILES =
      List.of(
          "scenario.yaml",
          "environment.json",
          "events.jsonl",
          "samples.csv",
          "machine.csv",
          "log-sizes.csv");

  /** Plans, approvals and the audit log of what was replayed during the run, if anything was. */
  private static final String REPLAYS = "replays";

  /** Which version of a stage's handler handled what; only where there is a candidate. */
  private static final String CANARY = "canary";

  private static final String SENDS = ".sends.bin";
  private static final String OUTCOMES = ".outcomes.bin";
  private static final String RECORDS = ".bin";

  private final Path root;

  private RunFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws FolderInUseException if the folder has content, or is a file
   * @throws UncheckedIOException if it cannot be made
   */
  public static RunFolder create(Path root) {
    try {
      if (Files.exists(root) && !Files.isDirectory(root)) {
        throw new FolderInUseException(root, "is a file");
      }
      Files.createDirectories(root);
      try (Stream<Path> content = Files.list(root)) {
        if (content.findAny().isPresent()) {
          throw new FolderInUseException(root, "has content already");
        }
      }
      for (String folder : RAW_FOLDERS) {
        Files.createDirectories(root.resolve(folder));
      }
      return new RunFolder(root);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the run folder " + root + " cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the folder of a run that was recorded.
   *
   * @throws UnreadableRecordsException if it is no run folder
   */
  public static RunFolder open(Path root) {
    if (!Files.isDirectory(root.resolve("journal"))) {
      throw new UnreadableRecordsException(root, "it is no run folder, there is no journal in it");
    }
    return new RunFolder(root);
  }

  public Path root() {
    return root;
  }

  public Path scenario() {
    return root.resolve("scenario.yaml");
  }

  public Path environment() {
    return root.resolve("environment.json");
  }

  public Path events() {
    return root.resolve("events.jsonl");
  }

  /** Plans and audit log of replays during the run; not there if there was none. */
  public Path replays() {
    return root.resolve(REPLAYS);
  }

  /** CPU, memory and GC of each process, per second. */
  public Path samples() {
    return root.resolve("samples.csv");
  }

  /** How busy the whole machine was, twice a second. */
  public Path machine() {
    return root.resolve("machine.csv");
  }

  /** What the brokers kept of each partition at the end; only of sessions of probes. */
  public Path logSizes() {
    return root.resolve("log-sizes.csv");
  }

  public Path sends(String generator) {
    return root.resolve("journal").resolve(generator + SENDS);
  }

  public Path outcomes(String generator) {
    return root.resolve("journal").resolve(generator + OUTCOMES);
  }

  public Path injected() {
    return root.resolve("journal").resolve("injected.bin");
  }

  public Path observations(String topic) {
    return root.resolve("observations").resolve(topic + RECORDS);
  }

  /** The text headers of a retry or dead-letter topic's records. */
  public Path headers(String topic) {
    return root.resolve("observations").resolve(topic + ".headers.jsonl");
  }

  public Path effects(String service) {
    return root.resolve("effects").resolve(service + RECORDS);
  }

  public Path stage(String stage) {
    return root.resolve("stages").resolve(stage + RECORDS);
  }

  /**
   * The records of one of several processes that run the same stage; read together with {@link
   * #stage(String)}.
   */
  public Path stage(String stage, String process) {
    return root.resolve("stages").resolve(stage + "." + process + RECORDS);
  }

  /** Which version of a stage's handler handled what; not there if it has no candidate. */
  public Path handlings(String stage) {
    return root.resolve(CANARY).resolve(stage + RECORDS);
  }

  /** The same of one of several processes that run the stage. */
  public Path handlings(String stage, String process) {
    return root.resolve(CANARY).resolve(stage + "." + process + RECORDS);
  }

  public Path storeEffects() {
    return root.resolve("store").resolve("effects.bin");
  }

  /** What the store held from time to time during the run; older folders have none. */
  public Path storeSnapshots() {
    return root.resolve("store").resolve("snapshots.bin");
  }

  public Path storeOrders() {
    return root.resolve("store").resolve("orders.bin");
  }

  public Path gatling() {
    return root.resolve("gatling");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  public Path latency(String stage) {
    return root.resolve("latency").resolve(stage + ".hlog");
  }

  public Path lag() {
    return root.resolve("lag.csv");
  }

  public Path timeline() {
    return root.resolve("timeline.csv");
  }

  public Path resultJson() {
    return root.resolve("result.json");
  }

  public Path reportHtml() {
    return root.resolve("report.html");
  }

  public Path reportMarkdown() {
    return root.resolve("report.md");
  }

  public Path anomalies() {
    return root.resolve("anomalies.jsonl");
  }

  public Path junitXml() {
    return root.resolve("junit.xml");
  }

  public Path sums() {
    return root.resolve("SHA256SUMS");
  }

  /** The generators that wrote a journal. */
  public List<String> generators() {
    return namesIn("journal", SENDS);
  }

  /** The topics that were observed, retry and dead-letter topics included. */
  public List<String> observedTopics() {
    return namesIn("observations", RECORDS);
  }

  /** The downstream services that wrote an effect log. */
  public List<String> services() {
    return namesIn("effects", RECORDS);
  }

  /** Every file with records of a stage: its own, and one for each further process. */
  public List<Path> stageFiles(String stage) {
    return filesOf(stage, "stages");
  }

  /** Every file that says which version of a stage's handler handled what. */
  public List<Path> handlingFiles(String stage) {
    return filesOf(stage, CANARY);
  }

  private List<Path> filesOf(String stage, String folder) {
    List<Path> files = new ArrayList<>();
    for (String name : namesIn(folder, RECORDS)) {
      if (name.equals(stage) || name.startsWith(stage + ".")) {
        files.add(root.resolve(folder).resolve(name + RECORDS));
      }
    }
    return files;
  }

  /** Writes SHA256SUMS over the raw records, in the format of {@code sha256sum}. */
  public void seal() {
    Sums.write(sums(), root, rawRecords());
  }

  /** Compares the raw records with SHA256SUMS. */
  public SumCheck verify() {
    return Sums.check(sums(), root, rawRecords());
  }

  private List<Path> rawRecords() {
    List<Path> files = new ArrayList<>();
    RAW_FILES.stream().map(root::resolve).filter(Files::exists).forEach(files::add);
    for (String folder : RAW_FOLDERS) {
      files.addAll(filesIn(root.resolve(folder)));
    }
    files.addAll(filesIn(root.resolve(REPLAYS)));
    files.addAll(filesIn(root.resolve(CANARY)));
    return files;
  }

  private List<String> namesIn(String folder, String suffix) {
    return filesIn(root.resolve(folder)).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(suffix))
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .toList();
  }

  private static List<Path> filesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
