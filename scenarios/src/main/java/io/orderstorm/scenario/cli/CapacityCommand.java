package io.orderstorm.scenario.cli;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Forecast;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.SafeReplay;
import io.orderstorm.scenario.capacity.CapacityFolder;
import io.orderstorm.scenario.capacity.CapacityRequest;
import io.orderstorm.scenario.capacity.CapacityRun;
import io.orderstorm.scenario.capacity.ForecastFile;
import io.orderstorm.scenario.capacity.ReplaySettings;
import io.orderstorm.scenario.capacity.StudySettings.Part;
import io.orderstorm.scenario.file.PriceFile;
import io.orderstorm.scenario.file.ScenarioException;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.watch.Display;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orderstorm capacity}: the highest sustainable rate, and a plan that can be signed. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    description = {
      "Searches the highest rate that the pipeline of a scenario sustains, healthy and with"
          + " something wrong, and writes a capacity plan.",
      "One environment is started; probes are put on it one after another, each an open load at one"
          + " rate. A rate is sustained if the objectives hold and no backlog grows. The scenario's"
          + " own load, faults and safeguards are left out, and consumers are not scaled by"
          + " policies.",
      "With --replay it searches the highest rate of a governed replay beside which the live load,"
          + " at the target or the scenario's peak, keeps its promises.",
      "Exit status: 0 the target is carried or none was named, 1 it is not, 3 that, or the safe"
          + " replay rate that was asked for, is not decided, or no rate at all was sustained."
    },
    footer = {
      "",
      "Examples:",
      "  orderstorm capacity baseline --target-rate 400/s",
      "  orderstorm capacity baseline --forecast orders-per-minute.csv --percentile 99.9 --safety"
          + " 1.3",
      "  orderstorm capacity baseline --peak 120/s --growth 2 --safety 1.3 --baseline 40/s",
      "  orderstorm capacity known-capacity --target-rate 150/s --parts none",
      "  orderstorm capacity known-capacity --replay --target-rate 100/s",
      "  orderstorm capacity --resume runs/20261127T180000Z-baseline-capacity"
    })
final class CapacityCommand implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * A load that is not forecast has to be something: so much of the target, and the plan says so.
   */
  private static final double ASSUMED_BASELINE = 0.4;

  private static final double NO_LIMIT = 1_000_000;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "A name from the library, or a path.")
  private @Nullable String scenario;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with a study that was begun.")
  private @Nullable Path resume;

  @Option(
      names = "--target-rate",
      paramLabel = "RATE",
      converter = RateReader.class,
      description = "The rate to be carried, for example 400/s.")
  private @Nullable Rate target;

  @Option(
      names = "--first-rate",
      paramLabel = "RATE",
      converter = RateReader.class,
      description = "The first rate to probe. Default: the target, or the scenario's peak.")
  private @Nullable Rate first;

  @Option(
      names = "--most-rate",
      paramLabel = "RATE",
      converter = RateReader.class,
      description = "Search no higher than this.")
  private @Nullable Rate most;

  @Option(
      names = "--probe",
      paramLabel = "TIME",
      converter = SpanReader.class,
      description =
          "The judged part of a probe; longer where a percentile needs more orders. Default: 20s.")
  private Duration probe = Duration.ofSeconds(20);

  @Option(
      names = "--settling",
      paramLabel = "TIME",
      converter = SpanReader.class,
      description = "The part before it. Default: 5s.")
  private Duration settling = Duration.ofSeconds(5);

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      converter = SpanReader.class,
      description = "How long code is warmed up, once. Default: 45s.")
  private Duration warmUp = Duration.ofSeconds(45);

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Of the rate's interval, to either side. Default: ${DEFAULT-VALUE}.")
  private double tolerance = 0.02;

  @Option(
      names = "--most-probes",
      paramLabel = "N",
      defaultValue = "16",
      description = "Of one search. Default: ${DEFAULT-VALUE}.")
  private int mostProbes = 16;

  @Option(
      names = "--parts",
      paramLabel = "PART",
      split = ",",
      description = {
        "What is measured beyond the healthy pipeline: saturation, recovery, degraded-downstream,"
            + " fewer-consumers, broker-down, replay, scalability; or none. Default: all, with"
            + " --replay none."
      })
  private List<String> parts = new ArrayList<>();

  @Option(
      names = "--replay",
      description =
          "Search the safe replay rate. Without --parts nothing else but the live load is probed.")
  private boolean replay;

  @Option(
      names = "--replay-into",
      paramLabel = "STAGE",
      defaultValue = "inventory",
      description = "Whose handlers get the copies. Default: ${DEFAULT-VALUE}.")
  private String replayInto = "inventory";

  @Option(
      names = "--replay-ceiling",
      paramLabel = "RATE",
      converter = RateReader.class,
      description =
          "Of the replay in the part replay, copies a second. Default: half the first rate.")
  private @Nullable Rate replayCeiling;

  @Option(
      names = "--forecast",
      paramLabel = "FILE",
      description = "CSV with a column orders: orders of each minute. Gives target and baseline.")
  private @Nullable Path forecast;

  @Option(
      names = "--percentile",
      paramLabel = "P",
      defaultValue = "99.9",
      description = "Of the forecast's minutes, for the target. Default: ${DEFAULT-VALUE}.")
  private double percentile = 99.9;

  @Option(
      names = "--peak",
      paramLabel = "RATE",
      converter = RateReader.class,
      description = "Today's peak; with --growth and --safety it gives the target.")
  private @Nullable Rate peak;

  @Option(
      names = "--growth",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Of the peak.")
  private double growth = 1;

  @Option(
      names = "--safety",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "On the forecast or the peak.")
  private double safety = 1;

  @Option(
      names = "--baseline",
      paramLabel = "RATE",
      converter = RateReader.class,
      description = "The usual rate, for the lag-recovery table.")
  private @Nullable Rate baseline;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = {
        "YAML with what storage, partitions, consumers and calls cost; without it the plan has"
            + " quantities and no money. Also with --resume, for a study that is complete."
      })
  private @Nullable Path prices;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override one value of the scenario by its path; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Override the scenario's seed.")
  private @Nullable Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The study's folder. Default: runs/<UTC time>-<scenario>-capacity.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print capacity-plan.json on standard output.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (prices != null) {
      PriceFile.read(prices); // refused before anything is begun
    }
    PrintStream screen = json ? System.err : System.out;
    try (Display display = Display.on(screen, Boolean.getBoolean("orderstorm.terminal") && !json)) {
      CapacityFolder folder;
      CapacityRun run;
      if (resume != null) {
        folder = CapacityFolder.open(resume);
        run = CapacityRun.resume(folder, display);
      } else {
        ScenarioFile file = file();
        CapacityRequest request = request(file);
        folder = CapacityFolder.create(path(file));
        run = CapacityRun.begin(folder, request, file, display);
      }
      if (prices != null) {
        folder.keepPrices(prices);
      }
      HarnessLog.to(folder.root().resolve("harness.log"));
      display.say("study " + folder.root());
      Optional<CapacityPlan> plan = InterruptiblePlay.of(run::play, run::interrupt);
      if (plan.isEmpty()) {
        display.say("interrupted; go on with: orderstorm capacity --resume " + folder.root());
        return ExitCode.INTERRUPTED.status();
      }
      print(plan.get(), folder, screen);
      return exit(plan.get(), run.searchesReplay()).status();
    }
  }

  ScenarioFile file() {
    if (scenario == null) {
      throw new ScenarioException("name a scenario, or a study with --resume DIR");
    }
    return ScenarioFile.read(Library.resolve(scenario), overrides, Optional.ofNullable(seed));
  }

  private Path path(ScenarioFile file) {
    return out != null
        ? out
        : Path.of("runs", STAMP.format(Instant.now()) + "-" + file.scenario().name() + "-capacity");
  }

  private CapacityRequest request(ScenarioFile file) {
    if (probe.toSeconds() < 8 || settling.toSeconds() < 1) {
      throw new ScenarioException(
          "--probe is at least 8s and --settling at least 1s: a backlog's slope needs readings");
    }
    requireSense();
    Optional<Forecast> expected = forecast();
    Double wanted =
        target != null
            ? Double.valueOf(target.perSecond())
            : expected.map(Forecast::campaignPerSecond).orElse(null);
    double start =
        first != null
            ? first.perSecond()
            : wanted != null ? wanted : Schedule.of(file.scenario().load()).peak().perSecond();
    double live = wanted != null ? wanted : Schedule.of(file.scenario().load()).peak().perSecond();
    double highest =
        most != null ? most.perSecond() : isReplayAlone() ? Math.max(start, live) : NO_LIMIT;
    if (start > highest) {
      throw new ScenarioException(
          "--most-rate " + most + ": the first rate is " + new Rate(start) + " already");
    }
    double usual =
        baseline != null
            ? baseline.perSecond()
            : expected.map(Forecast::baselinePerSecond).orElse(ASSUMED_BASELINE * start);
    return new CapacityRequest(
        wanted,
        start,
        highest,
        usual,
        baseline != null
            ? "as given"
            : expected.isPresent() ? "of the forecast" : "assumed, 40 % of the first rate",
        settling.toSeconds(),
        probe.toSeconds(),
        warmUp.toSeconds(),
        tolerance,
        mostProbes,
        parts(),
        expected.orElse(null),
        command(file),
        Instant.now().toString(),
        replays(start, live));
  }

  /** Refuses what no study can be made with, before anything is begun. */
  private void requireSense() {
    require(
        percentile > 0 && percentile <= 100, "--percentile", percentile, "above 0, at most 100");
    require(isAbove0(safety), "--safety", safety, "a factor above 0");
    require(isAbove0(growth), "--growth", growth, "a factor above 0");
    require(tolerance > 0 && tolerance < 1, "--tolerance", tolerance, "a share above 0, below 1");
    require(mostProbes >= 1, "--most-probes", mostProbes, "at least 1");
    if (forecast != null && peak != null) {
      throw new ScenarioException(
          "--forecast and --peak: give one of them, each leads to a target of its own");
    }
    if (peak == null && growth != 1) {
      throw new ScenarioException("--growth " + growth + ": is of a peak, give --peak too");
    }
    if (forecast == null && peak == null && safety != 1) {
      throw new ScenarioException(
          "--safety " + safety + ": is on a forecast or a peak, give --forecast or --peak too");
    }
  }

  private static boolean isAbove0(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private static void require(boolean sense, String option, Object given, String allowed) {
    if (!sense) {
      throw new ScenarioException(option + " " + given + ": must be " + allowed);
    }
  }

  private boolean isReplayAlone() {
    return replay && parts.isEmpty();
  }

  private ReplaySettings replays(double start, double live) {
    if (!ReplaySettings.stages().contains(replayInto)) {
      throw new ScenarioException(
          "--replay-into " + replayInto + ": is none of " + ReplaySettings.stages());
    }
    double ceiling =
        replayCeiling != null
            ? replayCeiling.perSecond()
            : Math.min(ReplaySettings.MOST, start / 2);
    if (!(ceiling > 0 && ceiling <= ReplaySettings.MOST)) {
      throw new ScenarioException(
          "--replay-ceiling "
              + replayCeiling
              + ": a replay's ceiling is above 0 and at most "
              + new Rate(ReplaySettings.MOST)
              + ", as the usual policy allows");
    }
    return new ReplaySettings(replay, replayInto, live, ceiling);
  }

  private Optional<Forecast> forecast() {
    if (forecast != null) {
      return Optional.of(Forecast.ofMinutes(ForecastFile.read(forecast), percentile, safety));
    }
    if (peak == null) {
      return Optional.empty();
    }
    double usual = baseline != null ? baseline.perSecond() : ASSUMED_BASELINE * peak.perSecond();
    return Optional.of(Forecast.ofPeak(usual, peak.perSecond(), growth, safety));
  }

  private Set<Part> parts() {
    if (parts.isEmpty()) {
      return replay ? EnumSet.noneOf(Part.class) : EnumSet.allOf(Part.class);
    }
    var chosen = EnumSet.noneOf(Part.class);
    for (String part : parts) {
      if (!part.equals("none")) {
        try {
          chosen.add(Part.valueOf(part.toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (IllegalArgumentException e) {
          throw new ScenarioException(
              "--parts "
                  + part
                  + ": is none of saturation, recovery, degraded-downstream, fewer-consumers,"
                  + " broker-down, replay, scalability, none");
        }
      }
    }
    return chosen;
  }

  /** What makes the study again: all that its figures depend on. */
  String command(ScenarioFile file) {
    var command = new StringBuilder("orderstorm capacity ").append(scenario);
    if (target != null) {
      command.append(" --target-rate ").append(target);
    }
    if (forecast != null) {
      command.append(" --forecast ").append(forecast.getFileName());
      command.append(" --percentile ").append(percentile);
    }
    if (peak != null) {
      command.append(" --peak ").append(peak).append(" --growth ").append(growth);
    }
    if (forecast != null || peak != null) {
      command.append(" --safety ").append(safety);
    }
    if (first != null) {
      command.append(" --first-rate ").append(first);
    }
    if (most != null) {
      command.append(" --most-rate ").append(most);
    }
    if (baseline != null) {
      command.append(" --baseline ").append(baseline);
    }
    if (prices != null) {
      command.append(" --prices ").append(prices.getFileName());
    }
    command.append(" --probe ").append(probe.toSeconds()).append('s');
    command.append(" --settling ").append(settling.toSeconds()).append('s');
    command.append(" --warm-up ").append(warmUp.toSeconds()).append('s');
    command.append(" --tolerance ").append(tolerance).append(" --most-probes ").append(mostProbes);
    if (!parts.isEmpty()) {
      command.append(" --parts ").append(String.join(",", parts));
    }
    if (replay) {
      command.append(" --replay");
    }
    if (replay || replayCeiling != null) {
      command.append(" --replay-into ").append(replayInto);
    }
    if (replayCeiling != null) {
      command.append(" --replay-ceiling ").append(replayCeiling);
    }
    overrides.forEach(override -> command.append(" --set '").append(override).append('\''));
    return command.append(" --seed ").append(file.scenario().seed()).toString();
  }

  private void print(CapacityPlan plan, CapacityFolder folder, PrintStream screen)
      throws IOException {
    screen.println();
    screen.println(plan.sentence());
    plan.study()
        .searched()
        .forEach(
            searched ->
                screen.printf(
                    Locale.ROOT,
                    "%-22s %.0f/s (%s), %d probes%n",
                    searched.condition(),
                    searched.result().sustained(),
                    interval(searched.result()),
                    searched.probes().size()));
    plan.study().safeReplay().ifPresent(of -> screen.println(of.sentence()));
    plan.notMeasured().forEach(of -> screen.println("not measured: " + of.what()));
    screen.println("plan      " + folder.planHtml());
    if (json) {
      System.out.println(Files.readString(folder.planJson()));
    }
  }

  private static String interval(RateSearch.Result result) {
    if (result.limitedByHarness()) {
      return "above that the measurement gave out";
    }
    return Double.isInfinite(result.high())
        ? "no upper end was reached"
        : String.format(Locale.ROOT, "%.0f to %.0f", result.low(), result.high());
  }

  static ExitCode exit(CapacityPlan plan, boolean searchesReplay) {
    boolean isFound = plan.study().safeReplay().map(SafeReplay::isMeasured).orElse(false);
    boolean nothing =
        plan.outcome() == CapacityPlan.Outcome.NO_TARGET
            && plan.study().healthy().result().highestSustained() == 0;
    ExitCode ofTarget = nothing ? ExitCode.VOID : exit(plan.outcome());
    return ofTarget == ExitCode.PASSED && searchesReplay && !isFound ? ExitCode.VOID : ofTarget;
  }

  private static ExitCode exit(CapacityPlan.Outcome outcome) {
    return switch (outcome) {
      case CARRIED, NO_TARGET -> ExitCode.PASSED;
      case NOT_CARRIED -> ExitCode.BREACHED;
      case UNDECIDED -> ExitCode.VOID;
    };
  }
}
