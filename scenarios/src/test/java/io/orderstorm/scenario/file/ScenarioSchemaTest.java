package io.orderstorm.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema beside the library is for editors; what counts is {@link ScenarioFile}. */
class ScenarioSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchema SCHEMA = schema();

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(Path.of("library/scenario.schema.json")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Path> library() throws IOException {
    return LibraryTest.library();
  }

  @ParameterizedTest
  @MethodSource("library")
  void everyShippedScenarioFits(Path file) throws IOException {
    assertThat(SCHEMA.validate(read(Files.readString(file)))).isEmpty();
  }

  @Test
  void theExampleInTheReadmeFitsAndIsSound() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();
    String example = readme.substring(begin, readme.indexOf("```", begin));

    assertThat(SCHEMA.validate(read(example))).isEmpty();
    Path file =
        Files.writeString(Files.createTempDirectory("readme").resolve("my-peak.yaml"), example);
    assertThat(
            ScenarioFile.read(file, java.util.List.of(), java.util.Optional.empty())
                .scenario()
                .faults())
        .hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "laod: []",
        "warmup: 10",
        "load: [ { hold: { rate: 10, for: 5s } } ]",
        "faults: [ { name: both, at: 1s, for: 1s, process: { kill: broker-1 }, on: payment -> brokers } ]"
      })
  void whatTheReaderRefusesDoesNotFit(String wrong) throws IOException {
    String sound =
        """
        scenario: own
        title: A title
        question: Does it hold?
        owner: us
        """;
    String load = wrong.startsWith("load") ? "" : "load: [ { hold: { rate: 10/s, for: 5s } } ]\n";

    assertThat(SCHEMA.validate(read(sound + load))).hasSize(load.isEmpty() ? 1 : 0);
    assertThat(SCHEMA.validate(read(sound + load + wrong + "\n"))).isNotEmpty();
  }

  private static JsonNode read(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
