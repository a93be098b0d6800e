package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.scenario.file.ContractFile;
import io.orderstorm.simulator.contract.ContractCheck;
import io.orderstorm.simulator.contract.Finding;
import io.orderstorm.simulator.contract.Subject;
import io.orderstorm.simulator.order.OrderProfile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm contracts verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks that schema versions may follow one another, and that samples of every version are"
            + " read today as they were meant.",
    footer = {
      "",
      "Exit status: 0 all hold, 1 one does not, 2 the folder can't be read.",
      "",
      "Example: orderstorm contracts verify contracts"
    })
final class ContractsVerifyCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(paramLabel = "DIR", description = "A folder with contracts.yaml.")
  private Path folder = Path.of(".");

  @Option(names = "--json", description = "Print every finding as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Subject> subjects = ContractFile.read(folder);
    var findings = new ArrayList<Finding>();
    subjects.forEach(subject -> findings.addAll(ContractCheck.of(subject, OrderProfile.ofSeed(1))));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(findings) : text(subjects, findings));
    out.flush();
    boolean sound = findings.stream().allMatch(Finding::holds);
    return (sound ? ExitCode.PASSED : ExitCode.BREACHED).status();
  }

  private static String text(List<Subject> subjects, List<Finding> findings) {
    var text = new StringBuilder();
    for (Subject subject : subjects) {
      List<Finding> own =
          findings.stream().filter(finding -> finding.subject().equals(subject.name())).toList();
      List<Finding> wrong = own.stream().filter(finding -> !finding.holds()).toList();
      text.append(
          String.format(
              "%-18s %d version(s), %d sample(s), %d check(s): %s%n",
              subject.name(),
              subject.versions().size(),
              subject.samples().size(),
              own.size(),
              wrong.isEmpty()
                  ? "all hold"
                  : wrong.size() + " do not hold; owner " + subject.owner()));
      wrong.forEach(
          finding ->
              text.append("  ")
                  .append(finding.suite())
                  .append(", ")
                  .append(finding.what())
                  .append(": ")
                  .append(finding.reason())
                  .append('\n'));
    }
    return text.toString();
  }

  private static String json(List<Finding> findings) {
    ArrayNode all = JSON.createArrayNode();
    for (Finding finding : findings) {
      ObjectNode node = all.addObject();
      node.put("suite", finding.suite()).put("subject", finding.subject());
      node.put("what", finding.what()).put("holds", finding.holds());
      node.put("reason", finding.reason());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings are plain text", e);
    }
  }
}
