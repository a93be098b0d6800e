package io.orderstorm.scenario.capacity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.ReplayFlow;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A study's plan, made again from the raw records of its sessions alone. */
public final class StudyReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CapacityFolder folder;
  private final Scenario scenario;
  private final List<ProbeRecords.Entry> noted;
  private final List<ProbeFigures> figures;

  private StudyReport(CapacityFolder folder) {
    this.folder = folder;
    this.scenario = ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    this.noted = new ProbeRecords(folder.probes()).read();
    this.figures = again();
  }

  /**
   * Computes every probe again.
   *
   * @throws ScenarioException if the folder's own files are damaged, or a session is missing
   */
  public static StudyReport of(CapacityFolder folder) {
    return new StudyReport(folder);
  }

  private List<ProbeFigures> again() {
    Map<String, List<ProbeWindow>> windows = new HashMap<>();
    for (ProbeRecords.Entry entry : noted) {
      windows
          .computeIfAbsent(entry.session(), session -> new ArrayList<>())
          .add(entry.figures().window());
    }
    Map<Integer, ProbeFigures> byNumber = new HashMap<>();
    windows.forEach(
        (name, of) -> {
          Path root = folder.root().resolve(name);
          if (!Files.isDirectory(root)) {
            throw new ScenarioException(
                folder.probes() + ": names " + name + ", which is not in the folder");
          }
          RunFolder session = RunFolder.open(root);
          RunAnalysis.probes(session, Judge.expectations(session), of, capacities())
              .forEach(probe -> byNumber.put(probe.window().number(), beside(session, probe)));
        });
    return noted.stream()
        .map(entry -> byNumber.getOrDefault(entry.figures().window().number(), entry.figures()))
        .toList();
  }

  /** With what a replay did meanwhile, if one ran. */
  private ProbeFigures beside(RunFolder session, ProbeFigures live) {
    ProbeFigures told =
        noted.stream()
            .map(ProbeRecords.Entry::figures)
            .filter(of -> of.window().number() == live.window().number())
            .findFirst()
            .orElseThrow();
    ReplayFlow flow = told.replay();
    if (flow == null) {
      return live;
    }
    // that a replay's own run failed was seen while it ran, and stands in no raw record
    int known = live.doubts().size();
    boolean more =
        told.doubts().size() > known && told.doubts().subList(0, known).equals(live.doubts());
    List<String> further = more ? told.doubts().subList(known, told.doubts().size()) : List.of();
    return live.beside(RunAnalysis.replay(session, live.window(), flow.asked()), further);
  }

  /** Whether the safe replay rate was asked for. */
  public boolean searchesReplay() {
    return CapacityRequest.read(folder.request()).settings().replay().search();
  }

  private Map<String, Integer> capacities() {
    Map<String, Integer> capacities = new HashMap<>();
    for (Stage stage : scenario.pipeline().stages()) {
      capacities.put(stage.downstream().service(), stage.downstream().capacity());
    }
    return capacities;
  }

  /**
   * The plan.
   *
   * @throws ScenarioException if probes are missing: the study was not ended
   */
  public CapacityPlan plan() {
    CapacityRequest request = CapacityRequest.read(folder.request());
    int cores = PlanAssembly.cores(folder);
    try {
      Study study =
          new CapacityStudy(
                  scenario,
                  request.settings(),
                  new SessionScenario(scenario),
                  cores,
                  new RecordedProbes(figures, RecordedProbes.nobody()),
                  new Silent())
              .make();
      return PlanAssembly.plan(folder, request, scenario, study, cores);
    } catch (RecordedProbes.NotRecordedException missing) {
      throw new ScenarioException(
          folder.root()
              + ": the study is not complete, so it has no plan; go on with: orderstorm capacity"
              + " --resume "
              + folder.root());
    }
  }

  /** Writes the plan in all its forms. */
  public void write(CapacityPlan plan) {
    try {
      PlanForms.write(folder, plan);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the plan: " + e.getMessage(), e);
    }
  }

  /** The names of the plan's files that are not, byte for byte, what the raw records give. */
  public List<String> differing(CapacityPlan plan) {
    var differing = new ArrayList<String>();
    PlanForms.of(folder, plan)
        .forEach(
            (file, text) -> {
              try {
                if (!Files.exists(file)
                    || !new String(Files.readAllBytes(file), StandardCharsets.UTF_8).equals(text)) {
                  differing.add(file.getFileName().toString());
                }
              } catch (IOException e) {
                throw new UncheckedIOException("can't read " + file, e);
              }
            });
    differing.sort(String::compareTo);
    return differing;
  }

  /**
   * The first figure that {@code probes.jsonl} has otherwise than the raw records give; empty if
   * there is none. Figures that an older version did not write down are not compared.
   */
  public Optional<String> firstDifference() {
    for (int i = 0; i < noted.size(); i++) {
      JsonNode stored = JSON.valueToTree(noted.get(i).figures());
      JsonNode computed = JSON.valueToTree(figures.get(i));
      Optional<String> difference = difference("", stored, computed);
      if (difference.isPresent()) {
        return Optional.of(
            "probe " + noted.get(i).figures().window().number() + ", " + difference.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(String path, JsonNode stored, JsonNode computed) {
    if (stored.isObject() && computed.isObject()) {
      for (Map.Entry<String, JsonNode> member : stored.properties()) {
        Optional<String> within =
            isOlder(member)
                ? Optional.empty()
                : difference(
                    path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                    member.getValue(),
                    computed.path(member.getKey()));
        if (within.isPresent()) {
          return within;
        }
      }
      return Optional.empty();
    }
    if (stored.isArray() && computed.isArray() && stored.size() == computed.size()) {
      for (int i = 0; i < stored.size(); i++) {
        Optional<String> within = difference(path + "[" + i + "]", stored.get(i), computed.get(i));
        if (within.isPresent()) {
          return within;
        }
      }
      return Optional.empty();
    }
    return stored.equals(computed)
        ? Optional.empty()
        : Optional.of(path + ": probes.jsonl says " + stored + ", the raw records say " + computed);
  }

  /** Topics and generator were not always written down. */
  private static boolean isOlder(Map.Entry<String, JsonNode> member) {
    return (member.getKey().equals("topics") && member.getValue().isEmpty())
        || (member.getKey().equals("generator") && member.getValue().isNull());
  }
}
