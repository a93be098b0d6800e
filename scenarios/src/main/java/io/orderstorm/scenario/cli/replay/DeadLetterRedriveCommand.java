package io.orderstorm.scenario.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.file.Spans;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.Ceiling;
import io.orderstorm.simulator.replay.Guard;
import io.orderstorm.simulator.replay.Redrive;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderstorm dlq redrive}. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description =
        "Makes a replay plan of open dead letters. It is approved and run as every plan is:"
            + " orderstorm replay approve, orderstorm replay run --execute.",
    footer = {
      "",
      "Examples:",
      "  orderstorm dlq redrive --bootstrap-servers kafka-1:9092 --owner payments-team"
          + " --filter class=ServiceUnavailable",
      "  orderstorm dlq redrive --bootstrap-servers kafka-1:9092 --owner payments-team"
          + " --filter offsets=17 --patch fix.json --to orders-parking-lot"
    })
final class DeadLetterRedriveCommand implements Callable<Integer> {

  @Mixin private DeskOptions options = new DeskOptions();

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      required = true,
      description = "Who answers for it.")
  private String owner = "";

  @Option(
      names = "--intent",
      paramLabel = "TEXT",
      defaultValue = "Redrive of dead letters",
      description = "Why. Default: ${DEFAULT-VALUE}.")
  private String intent = "";

  @Option(
      names = "--to",
      paramLabel = "origin|stage|TOPIC",
      defaultValue = "origin",
      description =
          "origin: the topic that each stood in first; stage: the group of the reference pipeline"
              + " that gave it up, through its retry topic; or a topic, a parking lot for example."
              + " Default: ${DEFAULT-VALUE}.")
  private String to = "origin";

  @Option(
      names = "--patch",
      paramLabel = "FILE",
      description =
          "JSON of new values by JSON pointer, such as {\"/amountMinor\": 1250}; for our own events"
              + " and for values that are JSON.")
  private @Nullable Path patch;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "50/s",
      description = "Redrive velocity: records per second at most. Default: ${DEFAULT-VALUE}.")
  private String rate = "50/s";

  @Option(
      names = "--bytes",
      paramLabel = "RATE",
      defaultValue = "8MiB/s",
      description = "Bytes per second at most. Default: ${DEFAULT-VALUE}.")
  private String bytes = "8MiB/s";

  @Option(
      names = "--guard-group",
      paramLabel = "GROUP",
      description = "Slow down, and pause, while this group's lag is high.")
  private @Nullable String guardGroup;

  @Option(
      names = "--guard-lag",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How high. Default: ${DEFAULT-VALUE}.")
  private long guardLag;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Desk desk = options.openCluster()) {
      var redrive = new Redrive(desk.policy().maxRedrives(), patch());
      Ceiling ceiling = ceiling();
      Desk.Planned planned =
          desk.redrive(letters.find(desk), owner, intent, target(), ceiling, guard(), redrive);
      ReplayPlanCommand.print(planned, json, spec.commandLine().getOut());
    }
    return ExitCode.PASSED.status();
  }

  private Ceiling ceiling() {
    try {
      return new Ceiling(Spans.perSecond(rate), Spans.bytesPerSecond(bytes));
    } catch (IllegalArgumentException e) {
      throw new ReplayRefusedException("--rate, --bytes: " + e.getMessage());
    }
  }

  private @Nullable Guard guard() {
    if (guardLag < 1) {
      throw new ReplayRefusedException("--guard-lag must be 1 or more, but is " + guardLag);
    }
    return guardGroup == null ? null : new Guard(guardGroup, guardLag, guardLag / 2);
  }

  private Target target() {
    return switch (to) {
      case "origin" -> new Target.Origin();
      case "stage" -> new Target.Stage();
      default -> new Target.Topic(to, Target.Partitioning.KEY);
    };
  }

  private Map<String, Object> patch() {
    if (patch == null) {
      return Map.of();
    }
    try {
      JsonNode json = CanonicalJson.parse(Files.readString(patch));
      var values = new TreeMap<String, Object>();
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        if (!entry.getKey().startsWith("/")) {
          throw new ReplayRefusedException(
              patch + ": " + entry.getKey() + " is no JSON pointer, such as /amountMinor");
        }
        values.put(entry.getKey(), CanonicalJson.plain(entry.getValue()));
      }
      if (values.isEmpty()) {
        throw new ReplayRefusedException(
            patch + ": names no field, such as {\"/amountMinor\": 1250}");
      }
      return values;
    } catch (JsonProcessingException e) {
      throw new ReplayRefusedException(patch + ": is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new ReplayRefusedException(patch + ": can't be read: " + e.getMessage());
    }
  }
}
