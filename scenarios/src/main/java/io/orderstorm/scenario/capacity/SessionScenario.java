package io.orderstorm.scenario.capacity;

import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The scenario of a session of probes: the pipeline, the orders and the objectives of the one that
 * is studied, without its load, its faults and its safeguards, and with stages that can do with
 * fewer consumers.
 */
public final class SessionScenario {

  /** Longer than any session: compilers optimise, and nothing else looks at it. */
  private static final String LASTING = "4h";

  private final Scenario scenario;

  public SessionScenario(Scenario scenario) {
    this.scenario = scenario;
  }

  /**
   * Why a stage's consumers can't be fewer than usual; empty if they can. What its consumers share
   * of the calls at a time has to come out even, or fewer consumers would make other calls.
   */
  Optional<String> obstacle(String name) {
    Stage stage = scenario.pipeline().stage(name);
    if (stage.consumers() < 2) {
      return Optional.of(name + " has one consumer; set pipeline.stages." + name + ".consumers");
    }
    if (stage.consumers() > scenario.pipeline().topics().partitions()) {
      return Optional.of(name + " has more consumers than partitions");
    }
    int calls = stage.downstream().concurrency();
    return calls % stage.consumers() == 0
        ? Optional.empty()
        : Optional.of(
            name
                + " makes "
                + calls
                + " calls at a time, which "
                + stage.consumers()
                + " consumers can't share evenly; set pipeline.stages."
                + name
                + ".downstream.concurrency to a multiple of them");
  }

  /** The stages that begin with one consumer and are scaled to their usual number. */
  public List<Stage> scaled() {
    return scenario.pipeline().stages().stream()
        .filter(stage -> obstacle(stage.name()).isEmpty())
        .toList();
  }

  /**
   * The session's scenario as text.
   *
   * @param resolved the studied scenario's, overrides put in
   * @param rate stands for its load
   */
  public String text(String resolved, Rate rate) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(resolved);
    Map<String, Object> root = map(read);
    for (String key : List.of("faults", "chaos", "steady-state", "abort-when", "warmup")) {
      root.remove(key);
    }
    root.put("load", List.of(Map.of("hold", Map.of("rate", rate.toString(), "for", LASTING))));
    Map<String, Object> objectives = child(root, "objectives");
    List.of("recovery", "scaling").forEach(objectives::remove);
    Map<String, Object> pipeline = child(root, "pipeline");
    child(pipeline, "topics").remove("expand");
    Map<String, Object> stages = child(pipeline, "stages");
    for (Stage stage : scenario.pipeline().stages()) {
      child(stages, stage.name()).remove("scale");
    }
    scaled().forEach(stage -> shrink(stage, child(stages, stage.name())));
    return new Dump(DumpSettings.builder().build()).dumpToString(root);
  }

  private static void shrink(Stage stage, Map<String, Object> of) {
    int calls = stage.downstream().concurrency();
    of.put("consumers", 1);
    of.put("scale", new LinkedHashMap<>(Map.of("up-to", stage.consumers(), "lag-above", 1_000)));
    Map<String, Object> downstream = child(of, "downstream");
    downstream.put("concurrency", calls / stage.consumers());
    downstream.put("capacity", stage.downstream().capacity());
  }

  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    Object value = parent.get(key);
    Map<String, Object> child = value == null ? new LinkedHashMap<>() : map(value);
    parent.put(key, child);
    return child;
  }

  private static Map<String, Object> map(Object value) {
    if (!(value instanceof Map<?, ?> of)) {
      throw new ScenarioException("a scenario is a map of names to values, was: " + value);
    }
    var map = new LinkedHashMap<String, Object>();
    of.forEach((key, entry) -> map.put(String.valueOf(key), entry));
    return map;
  }
}
