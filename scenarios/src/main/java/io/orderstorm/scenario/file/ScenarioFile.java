package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Scenario;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
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
    return read(file, overrides, seed, Reach.everything());
  }

  /**
   * Reads and checks a scenario whose faults may not hit everything.
   *
   * @throws ScenarioException if it can't be run as written, or a fault is out of reach
   */
  public static ScenarioFile read(
      Path file, List<String> overrides, Optional<Long> seed, Reach reach) {
    String origin = file.toString();
    Node document = new YamlText(origin, "scenario").read(file);
    var all = new ArrayList<String>(overrides);
    seed.ifPresent(value -> all.add("seed=" + value));
    all.forEach(override -> Overrides.apply(override, document, origin));
    var reader = new ScenarioReader(file, reach);
    Scenario scenario = reader.read(Section.of(new Position(origin, "", document)));
    return new ScenarioFile(scenario, dump(document), reader.attachments(), reader.warnings());
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
