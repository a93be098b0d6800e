package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.load.Schedule;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Checks scenario files without starting anything.",
    footer = {"", "Example: orderstorm validate my-peak.yaml"})
final class ValidateCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Paths, or names from the library.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override one value by its path, for example load.1.ramp.to=1200/s.")
  private List<String> overrides = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean sound = true;
    for (String file : files) {
      sound &= validate(file, out);
    }
    out.flush();
    return (sound ? ExitCode.PASSED : ExitCode.INVALID).status();
  }

  private boolean validate(String file, PrintWriter out) {
    try {
      ScenarioFile read = ScenarioFile.read(Library.resolve(file), overrides, Optional.empty());
      Schedule schedule = Schedule.of(read.scenario().load());
      out.printf(
          "%s: sound; %,.0f orders in %d s, %d faults%n",
          file,
          schedule.expectedOrders(),
          schedule.lasting().toSeconds(),
          read.scenario().faults().size());
      read.warnings().forEach(warning -> out.println("  note: " + warning));
      return true;
    } catch (ScenarioException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return false;
    }
  }
}
