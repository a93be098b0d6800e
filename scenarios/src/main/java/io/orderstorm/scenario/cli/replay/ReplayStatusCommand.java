package io.orderstorm.scenario.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.scenario.cli.ExitCode;
import io.orderstorm.scenario.replay.Desk;
import io.orderstorm.simulator.replay.CanonicalJson;
import io.orderstorm.simulator.replay.plan.ReplayFolder;
import io.orderstorm.simulator.replay.plan.SealedPlan;
import io.orderstorm.simulator.replay.run.Control;
import io.orderstorm.simulator.replay.run.Gate;
import io.orderstorm.simulator.replay.run.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderstorm replay status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows how far a plan is, or every plan in the folder. Asks no cluster.",
    footer = {"", "Example: orderstorm replay status"})
final class ReplayStatusCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PLAN", arity = "0..1", description = "A plan's id, folder or file.")
  private @Nullable String plan;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private DeskOptions options = new DeskOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Desk desk = Desk.without(options.folder(), options.policy())) {
      List<String> ids = plan == null ? desk.folder().planIds() : List.of(plan);
      var all = new ArrayList<Map<String, Object>>();
      for (String id : ids) {
        all.add(describe(desk, desk.folder().read(id)));
      }
      if (json) {
        out.print(CanonicalJson.pretty(all));
      } else if (all.isEmpty()) {
        out.println("no plans in " + desk.folder().root());
      } else {
        all.forEach(one -> out.println(text(one)));
      }
    }
    out.flush();
    return ExitCode.PASSED.status();
  }

  private static Map<String, Object> describe(Desk desk, SealedPlan sealed) {
    String id = sealed.plan().id();
    var one = new LinkedHashMap<String, Object>();
    one.put("plan", id);
    one.put("state", state(desk, sealed));
    one.put("records", sealed.plan().blastRadius().records());
    status(desk.folder(), id).ifPresent(status -> one.put("last", status));
    return one;
  }

  private static String state(Desk desk, SealedPlan sealed) {
    var gate = new Gate(desk.folder(), sealed, desk.audit());
    Optional<JsonNode> outcome = gate.finalOutcome();
    if (outcome.isPresent()) {
      return outcome.get().path("outcome").asText();
    }
    if (new Control(desk.folder(), sealed.plan().id()).isHeld()) {
      return status(desk.folder(), sealed.plan().id()).map(Status::state).orElse("running");
    }
    if (!desk.audit().of(sealed.plan().id(), "started").isEmpty()) {
      return "stopped; run it again to go on from its checkpoint";
    }
    return gate.approvedFor(Instant.now())
        .map(left -> left.isNegative() ? "approval expired" : "approved")
        .orElse("planned");
  }

  private static Optional<Status> status(ReplayFolder folder, String id) {
    Path file = folder.of(id).resolve("status.json");
    try {
      return Files.exists(file)
          ? Optional.of(CanonicalJson.parse(Files.readString(file), Status.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("can't read " + file, e);
    }
  }

  private static String text(Map<String, Object> one) {
    String copied =
        one.get("last") instanceof Status status
            ? String.format(
                "  %,d of %,d%s",
                status.copied(),
                status.records(),
                status.remaining() == null
                    ? ""
                    : ", " + PlanText.text(status.remaining()) + " left")
            : "";
    return one.get("plan") + "  " + one.get("state") + copied;
  }
}
