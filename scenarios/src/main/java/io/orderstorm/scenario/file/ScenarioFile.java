package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Scenario;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A scenario as read: its values, its resolved text, and what a careful reader would remark.
 *
 * @param resolved the file with overrides and seed put in; running it again repeats the run
 * @param attachments files beside the scenario that it names, such as a load curve
 * @param warnings what is allowed but will not be judged as the author may think
 */
public record ScenarioFile(
    Scenario scenario, String resolved, List<Path> attachments, List<String> warnings) {

  private static final long LARGEST_BYTES = 1 << 20;

  public ScenarioFile {
    attachments = List.copyOf(attachments);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads and checks a scenario.
   *
   * @param overrides {@code path=value}, applied in order
   * @param seed replaces the file's seed
   * @throws ScenarioException if it can't be run as written
   */
  public static ScenarioFile read(Path file, List<String> overrides, Optional<Long> seed) {
    String origin = file.toString();
    Node document = compose(text(file), origin);
    var all = new ArrayList<String>(overrides);
    seed.ifPresent(value -> all.add("seed=" + value));
    all.forEach(override -> Overrides.apply(override, document, origin));
    var reader = new ScenarioReader(file);
    Scenario scenario = reader.read(Section.of(new Position(origin, "", document)));
    return new ScenarioFile(scenario, dump(document), reader.attachments(), reader.warnings());
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ScenarioException(file + ": no such scenario file");
      }
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new ScenarioException(
            file + ": a scenario file has at most 1 MiB, this one has " + size + " bytes");
      }
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new ScenarioException(file + ": is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  private static Node compose(String text, String origin) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(origin)
            .setAllowDuplicateKeys(true)
            .setParseComments(false)
            .build();
    try {
      refuseAliases(new Parse(settings).parseString(text), origin);
      Iterator<Node> documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw new ScenarioException(origin + ": is empty; a scenario starts with 'scenario: NAME'");
      }
      Node document = documents.next();
      if (documents.hasNext()) {
        throw new ScenarioException(
            origin + ": holds more than one YAML document; a scenario is one");
      }
      return document;
    } catch (MarkedYamlEngineException e) {
      throw new ScenarioException(origin + place(e) + ": is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ScenarioException(origin + ": is not YAML: " + e.getMessage());
    }
  }

  private static void refuseAliases(Iterable<Event> events, String origin) {
    for (Event event : events) {
      if (event.getEventId() == Event.ID.Alias) {
        throw new ScenarioException(
            origin
                + event
                    .getStartMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("")
                + ": aliases (*name) are not allowed in a scenario; write the value out");
      }
    }
  }

  private static String place(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
        .orElse("");
  }

  private static String dump(Node document) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.AUTO).setWidth(120).build();
    var text = new StringWriter();
    var writer =
        new StreamDataWriter() {
          @Override
          public void write(String part) {
            text.write(part);
          }

          @Override
          public void write(String part, int offset, int length) {
            text.write(part, offset, length);
          }
        };
    var emitter = new Emitter(settings, writer);
    new Serialize(settings).serializeOne(document).forEach(emitter::emit);
    return text.toString();
  }
}
