package io.orderstorm.scenario.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.simulator.contract.Compatibility;
import io.orderstorm.simulator.contract.Sample;
import io.orderstorm.simulator.contract.SchemaVersion;
import io.orderstorm.simulator.contract.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a folder of data contracts: {@code contracts.yaml}, the schemas {@code <schemas>/<subject>/
 * v<n>.avsc} from 1 on, and the samples {@code samples/<subject>.v<n>.jsonl}, a JSON object a line
 * with {@code bytes} (base64) and {@code expected}.
 */
public final class ContractFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final List<Subject> subjects = new ArrayList<>();

  private ContractFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all subjects of a folder.
   *
   * @throws ScenarioException if something is missing or malformed; names file and line
   */
  public static List<Subject> read(Path folder) {
    var file = new ContractFile(folder);
    file.read();
    return List.copyOf(file.subjects);
  }

  private void read() {
    Path file = folder.resolve("contracts.yaml");
    String origin = file.toString();
    Section root =
        Section.of(new Position(origin, "", new YamlText(origin, "contracts").read(file)));
    root.required("contracts", Quantity::text);
    String owner = root.required("owner", Quantity::text);
    Path schemas = folder.resolve(root.required("schemas", Quantity::text)).normalize();
    Section all = root.requiredSection("subjects");
    for (String name : all.keys()) {
      subjects.add(subject(all.requiredSection(name), name, owner, schemas));
    }
    all.end();
    root.end();
    if (subjects.isEmpty()) {
      throw all.position().refuse("names no subject");
    }
  }

  private Subject subject(Section section, String name, String owner, Path schemas) {
    List<SchemaVersion> versions = versions(schemas.resolve(name));
    if (versions.isEmpty()) {
      throw section
          .position()
          .refuse("there is no schema " + schemas.resolve(name).resolve("v1.avsc"));
    }
    var samples = new ArrayList<Sample>();
    versions.forEach(version -> samples.addAll(samples(name, version.name())));
    var subject =
        new Subject(
            name,
            section.required("topic", Quantity::text),
            section.optional("owner", owner, Quantity::text),
            section.optional(
                "compatibility", Compatibility.BACKWARD, Quantity.oneOf(Compatibility.class)),
            versions,
            section.optional(
                "consumer", Subject.Consumer.AVRO, Quantity.oneOf(Subject.Consumer.class)),
            samples);
    section.end();
    return subject;
  }

  private static List<SchemaVersion> versions(Path folder) {
    var versions = new ArrayList<SchemaVersion>();
    for (int number = 1; Files.exists(folder.resolve("v" + number + ".avsc")); number++) {
      Path file = folder.resolve("v" + number + ".avsc");
      try {
        versions.add(SchemaVersion.parse("v" + number, Files.readString(file)));
      } catch (IllegalArgumentException e) {
        throw new ScenarioException(file + ": " + e.getMessage());
      } catch (IOException e) {
        throw new ScenarioException(file + ": can't be read: " + e.getMessage());
      }
    }
    return versions;
  }

  private List<Sample> samples(String subject, String version) {
    Path file = folder.resolve("samples").resolve(subject + "." + version + ".jsonl");
    var samples = new ArrayList<Sample>();
    if (!Files.exists(file)) {
      return samples; // which the check finds
    }
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (!line.isBlank()) {
          samples.add(sample(file + ":" + number, version, line));
        }
      }
    } catch (IOException e) {
      throw new ScenarioException(file + ": can't be read: " + e.getMessage());
    }
    return samples;
  }

  private static Sample sample(String name, String version, String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (!json.path("bytes").isTextual() || !json.has("expected")) {
        throw new ScenarioException(name + ": a sample has 'bytes' (base64) and 'expected'");
      }
      return new Sample(name, version, json.path("bytes").asText(), json.path("expected"));
    } catch (JsonProcessingException e) {
      throw new ScenarioException(name + ": is no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new ScenarioException(name + ": 'bytes' is not base64: " + e.getMessage());
    }
  }
}
