package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Arrivals;
import io.orderstorm.scenario.model.Load;
import io.orderstorm.scenario.model.LoadStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code load}, {@code arrivals} and {@code warmup}. */
final class LoadReader {

  private final Path file;
  private final List<Path> attachments;

  LoadReader(Path file, List<Path> attachments) {
    this.file = file;
    this.attachments = attachments;
  }

  Load read(Section root) {
    var steps = new ArrayList<LoadStep>();
    for (Position element : root.list("load")) {
      steps.add(step(Section.of(element)));
    }
    if (steps.isEmpty()) {
      throw root.position("load")
          .refuse("'load' needs at least one step: hold, ramp, spike, decay or curve");
    }
    return new Load(
        steps,
        root.optional("arrivals", Arrivals.EVEN, Quantity.oneOf(Arrivals.class)),
        root.optional("warmup", Duration.ZERO, Quantity::duration));
  }

  private LoadStep step(Section element) {
    if (element.keys().size() != 1) {
      throw element.position().refuse("a step is exactly one of hold, ramp, spike, decay, curve");
    }
    String kind = element.keys().iterator().next();
    LoadStep step =
        switch (kind) {
          case "hold" -> hold(element.requiredSection(kind));
          case "ramp" -> ramp(element.requiredSection(kind));
          case "spike" -> spike(element.requiredSection(kind));
          case "decay" -> decay(element.requiredSection(kind));
          case "curve" -> curve(element.requiredSection(kind));
          default ->
              throw element
                  .position(kind)
                  .refuse("unknown step; allowed: hold, ramp, spike, decay, curve");
        };
    element.end();
    return step;
  }

  private static LoadStep hold(Section step) {
    var hold =
        new LoadStep.Hold(
            step.required("rate", Quantity::rate), step.required("for", Quantity::span));
    step.end();
    return hold;
  }

  private static LoadStep ramp(Section step) {
    var ramp =
        new LoadStep.Ramp(
            step.required("to", Quantity::rate), step.required("over", Quantity::span));
    step.end();
    return ramp;
  }

  private static LoadStep spike(Section step) {
    var spike =
        new LoadStep.Spike(
            step.required("to", Quantity::rate), step.required("for", Quantity::span));
    step.end();
    return spike;
  }

  private static LoadStep decay(Section step) {
    var decay =
        new LoadStep.Decay(
            step.required("to", Quantity::rate), step.required("over", Quantity::span));
    step.end();
    return decay;
  }

  private LoadStep curve(Section step) {
    String name = step.required("file", Quantity::text);
    int compress = step.optional("compress", 1, Quantity.whole(1, 100_000));
    Path csv = file.toAbsolutePath().resolveSibling(name).normalize();
    var curve = CurveFile.read(csv, name, compress, step.position("file"));
    attachments.add(csv);
    step.end();
    return curve;
  }
}
