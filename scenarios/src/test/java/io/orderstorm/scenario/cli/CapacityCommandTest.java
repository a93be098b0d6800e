package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CapacityCommandTest {

  private static final List<String> GIVEN =
      List.of(
          "--target-rate 150/s",
          "--first-rate 120/s",
          "--most-rate 900/s",
          "--baseline 40/s",
          "--probe 21s",
          "--settling 6s",
          "--warm-up 46s",
          "--tolerance 0.1",
          "--most-probes 9",
          "--parts replay,scalability",
          "--replay-ceiling 70/s",
          "--set 'quiet=70s'",
          "--seed 77");

  @Test
  void theCommandThatMakesAStudyAgainSaysAllThatItWasAskedFor() {
    var arguments = new ArrayList<String>(List.of("known-capacity"));
    for (String option : GIVEN) {
      arguments.addAll(List.of(option.replace("'", "").split(" ", 2)));
    }
    var command = new CapacityCommand();
    new CommandLine(command).parseArgs(arguments.toArray(String[]::new));

    String told = command.command(command.file());

    assertThat(told).startsWith("orderstorm capacity known-capacity ");
    assertThat(GIVEN).allSatisfy(option -> assertThat(told).contains(" " + option));
  }
}
