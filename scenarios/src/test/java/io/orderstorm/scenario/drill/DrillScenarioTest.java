package io.orderstorm.scenario.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.scenario.file.ScenarioFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DrillScenarioTest {

  static Stream<Arguments> drills() {
    return Drills.all().stream()
        .flatMap(drill -> Arrays.stream(Form.values()).map(form -> Arguments.of(drill, form)));
  }

  @ParameterizedTest
  @MethodSource("drills")
  void everyDrillHasASoundScenarioInBothForms(Drill drill, Form form) {
    Path file = Path.of("drills").resolve(drill.name() + ".yaml");

    ScenarioFile read = ScenarioFile.read(file, drill.overrides(form), Optional.empty());

    assertThat(read.warnings()).isEmpty();
    assertThat(read.scenario().name()).isEqualTo(drill.name());
    assertThat(read.scenario().load().lasting()).isLessThan(drill.limit(form));
  }
}
