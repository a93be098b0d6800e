package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.compare.Comparison;
import io.orderstorm.scenario.compare.ComparisonText;
import io.orderstorm.scenario.compare.GroupReport;
import io.orderstorm.scenario.compare.GroupText;
import io.orderstorm.scenario.file.ScenarioException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Tests two groups of at least four runs a side against each other, or describes two runs.",
      "They have to be alike but for the settings that --treatment names, and groups have to have"
          + " taken turns. Tested are the service and handling medians of the stages and the CPU"
          + " per order, together: groups that do not differ raise an alarm in at most 5 %%. One run a side"
          + " describes; it does not prove a regression."
    },
    footer = {
      "",
      "Examples:",
      "  orderstorm run smoke --repeat 4 --with pipeline.producer.linger=50ms --out runs/linger",
      "  orderstorm compare --base runs/linger/base-* --with runs/linger/with-* \\",
      "      --treatment pipeline.producer.linger --fail-on regression",
      "  orderstorm compare --base runs/…-downstream-outage-paused \\",
      "      --with runs/…-downstream-outage-unpaused \\",
      "      --treatment pipeline.stages.payment.on-outage"
    })
final class CompareCommand implements Callable<Integer> {

  @Option(
      names = "--base",
      required = true,
      arity = "1..*",
      paramLabel = "RUN",
      description = "Run folders.")
  private List<Path> base = new ArrayList<>();

  @Option(
      names = "--with",
      required = true,
      arity = "1..*",
      paramLabel = "RUN",
      description = "Other ones.")
  private List<Path> with = new ArrayList<>();

  @Option(
      names = "--treatment",
      paramLabel = "PATH",
      description = "A setting that is meant to differ; may be given several times.")
  private Set<String> treatments = new LinkedHashSet<>();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description =
          "Exit with 1 on: ${COMPLETION-CANDIDATES}; with 3 if a tested metric is there in one group"
              + " only. Needs groups.")
  private @Nullable FailOn failOn;

  @Option(names = "--json", description = "Writes the comparison as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** What makes the command fail. */
  enum FailOn {
    regression
  }

  @Override
  public Integer call() throws JsonProcessingException {
    return base.size() == 1 && with.size() == 1 ? describe() : test();
  }

  private int describe() throws JsonProcessingException {
    if (failOn != null) {
      throw new ScenarioException(
          "--fail-on "
              + failOn
              + ": one run a side shows no regression; give at least 4 runs to --base and to"
              + " --with");
    }
    var comparison =
        Comparison.of(RunFolder.open(base.get(0)), RunFolder.open(with.get(0)), treatments);
    print(comparison, ComparisonText.lines(comparison));
    return ExitCode.PASSED.status();
  }

  private int test() throws JsonProcessingException {
    GroupReport report =
        GroupReport.of(
            base.stream().map(RunFolder::open).toList(),
            with.stream().map(RunFolder::open).toList(),
            treatments);
    print(report, GroupText.lines(report));
    if (failOn == null) {
      return ExitCode.PASSED.status();
    }
    if (report.comparison().hasRegression()) {
      return ExitCode.BREACHED.status();
    }
    return (report.oneSided().isEmpty() ? ExitCode.PASSED : ExitCode.VOID).status();
  }

  private void print(Object comparison, List<String> lines) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(comparison));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }
}
