package io.orderstorm.scenario.external;

import io.orderstorm.fault.lease.ProcessMark;
import io.orderstorm.simulator.process.OrderStormHome;
import io.orderstorm.simulator.topic.StageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * What a run makes on a cluster and in a database that are not its own. It is on disk before it is
 * made; {@link #remove} takes exactly that away again.
 */
public final class Belongings {

  private final LedgerFile file;
  private LedgerFile.Content content;

  private Belongings(LedgerFile file, LedgerFile.Content content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Puts everything on record that a run will make at this place, which was inspected, and makes
   * the schema if the run's store is in the user's database.
   *
   * @throws UnreachablePlaceException if the schema can't be made; nothing is left
   */
  public static Belongings of(ExternalPlace place, FoundCluster cluster) {
    var topics = new TreeMap<String, String>();
    StageName.allTopics()
        .forEach(topic -> topics.put(place.names().topic(topic), LedgerFile.NOT_MADE_YET));
    List<String> groups =
        Arrays.stream(StageName.values()).map(stage -> place.names().group(stage.group())).toList();
    String mark = "orderstorm-" + UUID.randomUUID();
    var content =
        new LedgerFile.Content(
            ProcessMark.of(ProcessHandle.current()).orElseThrow(),
            place,
            cluster.id(),
            topics,
            groups,
            mark);
    var belongings =
        new Belongings(new LedgerFile(folder().resolve(mark + LedgerFile.ENDING)), content);
    belongings.file.write(content);
    try {
      content.schema().ifPresent(RunSchema::create);
    } catch (RuntimeException e) {
      belongings.file.delete();
      throw e;
    }
    return belongings;
  }

  /** Notes the ids of topics that were made; from now on only topics of these ids are ours. */
  public void made(Map<String, Uuid> topics) {
    content = content.with(topics);
    file.write(content);
  }

  /**
   * Removes groups, topics and schema; what can't be removed now stays on record for the next
   * start.
   *
   * @return in words, what could not be removed; empty if nothing is left
   */
  public List<String> remove() {
    List<String> left = new Removal(content).perform();
    if (left.isEmpty()) {
      file.delete();
    }
    return left;
  }

  /**
   * Removes what killed runs left behind.
   *
   * @return in words, what was done and what could not be done
   */
  public static List<String> sweep() {
    var told = new ArrayList<String>();
    for (Path path : ledgers()) {
      var file = new LedgerFile(path);
      file.read()
          .filter(content -> !content.owner().stillRuns())
          .ifPresent(content -> told.addAll(sweep(new Belongings(file, content))));
    }
    return told;
  }

  private static List<String> sweep(Belongings abandoned) {
    ClusterName name = new ClusterName(abandoned.content);
    List<String> left = abandoned.remove();
    return left.isEmpty()
        ? List.of("removed what a killed run left behind " + name.text())
        : left.stream()
            .map(
                one ->
                    "can't remove what a killed run left behind "
                        + name.text()
                        + ": "
                        + one
                        + " (on record in "
                        + abandoned.file.path()
                        + ")")
            .toList();
  }

  private record ClusterName(LedgerFile.Content content) {
    String text() {
      return "under "
          + content.place().names().prefix()
          + " on "
          + content.place().bootstrapServers();
    }
  }

  private static List<Path> ledgers() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(LedgerFile.ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + folder(), e);
    }
  }

  private static Path folder() {
    return OrderStormHome.path().resolve("belongings");
  }
}
