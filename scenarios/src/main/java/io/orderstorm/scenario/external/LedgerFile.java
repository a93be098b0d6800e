package io.orderstorm.scenario.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.fault.lease.ProcessMark;
import io.orderstorm.simulator.client.PhysicalNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * What one run made, on disk. It holds no secret: client properties and password are read again
 * from where the user has them.
 */
record LedgerFile(Path path) {

  static final String ENDING = ".json";

  /** Stands for the id of a topic that is on record but perhaps not made. */
  static final String NOT_MADE_YET = "";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A run's belongings.
   *
   * @param topics their ids, by their names on the cluster
   * @param mark of the run's schema
   */
  record Content(
      ProcessMark owner,
      ExternalPlace place,
      String clusterId,
      Map<String, String> topics,
      List<String> groups,
      String mark) {

    Content {
      topics = Map.copyOf(topics);
      groups = List.copyOf(groups);
    }

    /** The run's schema, if it has one in the user's database. */
    Optional<RunSchema> schema() {
      return place.database().map(database -> new RunSchema(database, place.schema(), mark));
    }

    Content with(Map<String, Uuid> made) {
      var known = new TreeMap<>(topics);
      made.forEach((name, id) -> known.replace(name, id.toString()));
      return new Content(owner, place, clusterId, known, groups, mark);
    }
  }

  /** Replaces the file in one step. */
  void write(Content content) {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.getParent());
      JSON.writeValue(unfinished.toFile(), json(content));
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("can't note in " + path + " what the run makes", e);
    }
  }

  private static ObjectNode json(Content content) {
    ObjectNode root = JSON.createObjectNode();
    root.set("owner", JSON.valueToTree(content.owner()));
    ExternalPlace place = content.place();
    root.put("bootstrapServers", place.bootstrapServers());
    place.commandConfig().ifPresent(file -> root.put("commandConfig", absolute(file)));
    root.put("clusterId", content.clusterId());
    root.put("prefix", place.names().prefix());
    root.set("topics", JSON.valueToTree(content.topics()));
    root.set("groups", JSON.valueToTree(content.groups()));
    root.put("mark", content.mark());
    place.database().ifPresent(database -> put(database, root.putObject("database")));
    return root;
  }

  private static void put(UserDatabase database, ObjectNode node) {
    node.put("url", database.url()).put("user", database.user());
    database.passwordFile().ifPresent(file -> node.put("passwordFile", absolute(file)));
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().toString();
  }

  /** What the file says; empty if somebody else has removed it. */
  Optional<Content> read() {
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(path));
      var groups = new ArrayList<String>();
      root.path("groups").forEach(group -> groups.add(group.asText()));
      var topics = new TreeMap<String, String>();
      root.path("topics")
          .properties()
          .forEach(topic -> topics.put(topic.getKey(), topic.getValue().asText()));
      return Optional.of(
          new Content(
              JSON.treeToValue(root.path("owner"), ProcessMark.class),
              new ExternalPlace(
                  root.path("bootstrapServers").asText(),
                  file(root.path("commandConfig")),
                  new PhysicalNames(root.path("prefix").asText()),
                  database(root.path("database"))),
              root.path("clusterId").asText(),
              topics,
              groups,
              root.path("mark").asText()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + path, e);
    }
  }

  private static Optional<UserDatabase> database(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new UserDatabase(
                node.path("url").asText(),
                node.path("user").asText(),
                file(node.path("passwordFile"))));
  }

  private static Optional<Path> file(JsonNode node) {
    return node.isMissingNode() ? Optional.empty() : Optional.of(Path.of(node.asText()));
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + path, e);
    }
  }
}
