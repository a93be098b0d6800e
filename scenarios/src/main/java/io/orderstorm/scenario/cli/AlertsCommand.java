package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.alert.AlertNames;
import io.orderstorm.scenario.alert.PrometheusRules;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.AlertRules;
import io.orderstorm.scenario.model.AlertRules.Burn;
import io.orderstorm.scenario.model.Scenario;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm alerts}. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Shows the alerts that a scenario's pipeline raises, or exports their rules.",
    footer = {"", "Example: orderstorm alerts payment-outage --prometheus > rules.yml"})
final class AlertsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SCENARIO", description = "A path, or a name from the library.")
  private String scenario = "";

  @Option(
      names = "--prometheus",
      description =
          "Print a rules file for Prometheus, with production's windows and the metric names of"
              + " kafka_exporter, OpenTelemetry and Resilience4j.")
  private boolean prometheus;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override one value by its path, for example alerts.lag.objective=99.5%%.")
  private List<String> overrides = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Scenario read =
        ScenarioFile.read(Library.resolve(scenario), overrides, Optional.empty()).scenario();
    PrintWriter out = spec.commandLine().getOut();
    if (prometheus) {
      out.print(PrometheusRules.of(read));
    } else {
      show(read, out);
    }
    out.flush();
    return ExitCode.PASSED.status();
  }

  private static void show(Scenario scenario, PrintWriter out) {
    AlertRules rules = scenario.alerts();
    out.printf("windows in a run are %.0f times shorter than in production%n", rules.compress());
    for (Burn burn : rules.burns()) {
      out.printf(
          "%-6s when a budget burns more than %.1f times too fast over %s and %s (%s and %s in a"
              + " run)%n",
          burn.severity().word(),
          burn.rate(),
          text(burn.longWindow()),
          text(burn.shortWindow()),
          text(rules.inRun(burn.longWindow())),
          text(rules.inRun(burn.shortWindow())));
    }
    AlertNames.of(scenario.pipeline()).forEach(out::println);
  }

  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
