package io.orderstorm.scenario.file;

import io.orderstorm.fault.Fault;
import io.orderstorm.fault.ProcessFault;
import io.orderstorm.fault.Target;
import io.orderstorm.fault.schedule.Plan;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Canary;
import io.orderstorm.scenario.model.Limits;
import io.orderstorm.scenario.model.Load;
import io.orderstorm.scenario.model.Objectives;
import io.orderstorm.scenario.model.Orders;
import io.orderstorm.scenario.model.PipelineSpec;
import io.orderstorm.scenario.model.Safeguards;
import io.orderstorm.scenario.model.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole scenario; each part has a reader of its own. */
final class ScenarioReader {

  /** After this many orders an offline analysis no longer fits a small machine. */
  private static final long MOST_ORDERS = 20_000_000;

  private static final Duration SETTLE = Duration.ofSeconds(5);

  private final Path file;
  private final Reach reach;
  private final List<Path> attachments = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  ScenarioReader(Path file, Reach reach) {
    this.file = file;
    this.reach = reach;
  }

  List<Path> attachments() {
    return attachments;
  }

  List<String> warnings() {
    return warnings;
  }

  Scenario read(Section root) {
    String name = root.required("scenario", this::name);
    String title = root.required("title", Quantity::text);
    String question = root.required("question", Quantity::text);
    String owner = root.required("owner", Quantity::text);
    long seed = root.optional("seed", 1L, Quantity::seed);
    PipelineSpec pipeline = PipelineReader.read(root.section("pipeline"));
    Orders orders = orders(root);
    Load load = new LoadReader(file, attachments).read(root);
    Duration quiet = root.optional("quiet", Duration.ofSeconds(60), Quantity::span);
    refuseTooMany(load, root);
    Plan plan = new FaultReader(pipeline, load.lasting(), reach).read(root, seed);
    refuseScalingUnderFaults(pipeline, plan, root);
    var safeguards =
        new Safeguards(SafeguardReader.steadyState(root), SafeguardReader.abortLag(root));
    Optional<Canary> canary = CanaryReader.read(root, load, plan);
    Objectives objectives = ObjectiveReader.read(root, pipeline, plan, canary.isPresent());
    var scenario =
        new Scenario(
            name,
            title,
            question,
            owner,
            seed,
            pipeline,
            orders,
            load,
            quiet,
            plan,
            safeguards,
            AlertReader.read(root, pipeline, objectives),
            objectives,
            limits(root),
            canary);
    root.end();
    remark(scenario);
    return scenario;
  }

  private String name(String text) {
    String expected = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    if (!text.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException(
          "a name is lower-case letters, digits and hyphens, but is '" + text + "'");
    }
    // the copy in a run folder is always called scenario.yaml
    if (!text.equals(expected) && !expected.equals("scenario")) {
      throw new IllegalArgumentException(
          "must be the file's name without its ending, '" + expected + "', but is '" + text + "'");
    }
    return text;
  }

  private static Orders orders(Section root) {
    Section section = root.section("orders").orElse(null);
    if (section == null) {
      return new Orders(5000, 1.1, 1, 5, 20_000, 0.05, 0.01, 0.01);
    }
    int[] lines = section.optional("lines", new int[] {1, 5}, Quantity::range);
    var orders =
        new Orders(
            section.optional("skus", 5000, Quantity.whole(1, 1_000_000)),
            section.optional("skew", 1.1, Quantity::zipf),
            lines[0],
            lines[1],
            section.optional("customers", 20_000, Quantity.whole(1, 10_000_000)),
            section.optional("follow-ups", 0.05, Quantity::ratio),
            section.optional("out-of-stock", 0.01, Quantity::ratio),
            section.optional("declined", 0.01, Quantity::ratio));
    if (orders.maxLines() > 20) {
      throw section.position("lines").refuse("an order has at most 20 lines");
    }
    section.end();
    return orders;
  }

  private static Limits limits(Section root) {
    Section section = root.section("validity").orElse(null);
    if (section == null) {
      return Limits.USUAL;
    }
    var limits =
        new Limits(
            section.optional("slip", Quantity::span),
            section.optional("shortfall", Quantity::ratio),
            section.optional("settle", Quantity::span));
    section.end();
    return limits;
  }

  private static void refuseTooMany(Load load, Section root) {
    double expected = Schedule.of(load).expectedOrders();
    if (expected > MOST_ORDERS) {
      throw root.position("load")
          .refuse(
              String.format("asks for %.0f orders; at most %d fit one run", expected, MOST_ORDERS));
    }
    if (expected < 1) {
      throw root.position("load").refuse("asks for less than one order");
    }
    if (load.warmup().compareTo(load.lasting()) >= 0) {
      throw root.position("warmup")
          .refuse(
              "must be shorter than the load, which lasts " + load.lasting().toMillis() + " ms");
    }
  }

  /** Consumers that come back from a fault would not know how many of them there are by now. */
  private static void refuseScalingUnderFaults(PipelineSpec pipeline, Plan plan, Section root) {
    for (Fault fault : plan.faults()) {
      boolean hit =
          fault instanceof ProcessFault process
              && process.target() instanceof Target.Consumer consumer
              && pipeline.stage(consumer.stage()).scaling().isPresent();
      if (hit) {
        throw root.position("faults")
            .refuse(
                "fault '"
                    + fault.name()
                    + "' hits consumers of a stage with scale; one of the two has to go");
      }
    }
  }

  private void remark(Scenario scenario) {
    Duration end = scenario.load().lasting();
    for (Fault fault : scenario.faults()) {
      if (fault.until().plus(SETTLE).compareTo(end) > 0) {
        warnings.add(
            "fault '"
                + fault.name()
                + "' ends "
                + fault.until().toMillis()
                + " ms into a load of "
                + end.toMillis()
                + " ms: less than "
                + SETTLE.toSeconds()
                + " s of load remain to judge the recovery, which will be VOID");
      }
    }
    scenario.pipeline().stages().stream()
        .filter(stage -> stage.consumers() > scenario.pipeline().topics().partitions())
        .forEach(
            stage ->
                warnings.add(
                    "stage '"
                        + stage.name()
                        + "' has more consumers than partitions; the rest stay idle"));
  }
}
