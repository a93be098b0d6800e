package io.orderstorm.scenario.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A small YAML file of ours: one document, without aliases, with the place of every value.
 *
 * @param origin the file as the user named it
 * @param kind what it is, for messages
 */
record YamlText(String origin, String kind) {

  private static final long LARGEST_BYTES = 1 << 20;

  /**
   * Reads a file.
   *
   * @throws ScenarioException if it is none, or not YAML as we take it
   */
  Node read(Path file) {
    return compose(text(file));
  }

  private String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ScenarioException(file + ": no such " + kind + " file");
      }
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new ScenarioException(
            file + ": a file of this kind has at most 1 MiB, this one has " + size + " bytes");
      }
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new ScenarioException(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  /** As {@link #read}, of text that was read already. */
  Node compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(origin)
            .setAllowDuplicateKeys(true)
            .setParseComments(false)
            .build();
    try {
      refuseAliases(new Parse(settings).parseString(text));
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw new ScenarioException(
            origin
                + ": is empty"
                + (kind.equals("scenario") ? "; a scenario starts with 'scenario: NAME'" : ""));
      }
      Node document = documents.next();
      if (documents.hasNext()) {
        throw new ScenarioException(
            origin + ": holds more than one YAML document, but is to be one");
      }
      return document;
    } catch (MarkedYamlEngineException e) {
      throw new ScenarioException(origin + place(e) + ": is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ScenarioException(origin + ": is not YAML: " + e.getMessage());
    }
  }

  private void refuseAliases(Iterable<Event> events) {
    for (Event event : events) {
      if (event.getEventId() == Event.ID.Alias) {
        throw new ScenarioException(
            origin
                + event
                    .getStartMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("")
                + ": aliases (*name) are not allowed here; write the value out");
      }
    }
  }

  private static String place(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
        .orElse("");
  }
}
