package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Bottleneck;
import io.orderstorm.report.capacity.Criterion;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.NotMeasured;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeWindow.Purpose;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.ReplayCriterion;
import io.orderstorm.report.capacity.SafeReplay;
import io.orderstorm.report.capacity.ScalabilityFit;
import io.orderstorm.report.capacity.ScalabilityStudy;
import io.orderstorm.report.capacity.Searched;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.scenario.capacity.StudySettings.Part;
import io.orderstorm.scenario.model.Rate;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The order in which a pipeline's capacity is studied. What is probed next depends on nothing but
 * the answers so far, so the same answers lead to the same study.
 */
public final class CapacityStudy {

  /** A probe so far above the limit keeps every queue full. */
  private static final double FLOOD = 1.4;

  /** So often a flood is played that can't be trusted. */
  private static final int MOST_FLOODS = 3;

  private static final double DEGRADED_FACTOR = 2;
  private static final Duration OUTAGE = Duration.ofMinutes(1);
  private static final Duration BEFORE_OUTAGE = Duration.ofSeconds(10);

  /** What stopping a fault and draining take beyond a probe, for the time that is left. */
  private static final Duration AROUND_A_PROBE = Duration.ofSeconds(6);

  private final Scenario scenario;
  private final StudySettings settings;
  private final SessionScenario session;
  private final int cores;
  private final ProbePlayer player;
  private final StudyProgress progress;
  private final List<NotMeasured> notMeasured = new ArrayList<>();
  private int probes;
  private double loadSeconds;

  /**
   * @param session what the environment can do
   * @param cores of the machine
   * @param player makes the probes
   */
  public CapacityStudy(
      Scenario scenario,
      StudySettings settings,
      SessionScenario session,
      int cores,
      ProbePlayer player,
      StudyProgress progress) {
    this.scenario = scenario;
    this.settings = settings;
    this.session = session;
    this.cores = cores;
    this.player = player;
    this.progress = progress;
  }

  /** Makes the study. */
  public Study make() {
    var searched = new ArrayList<Searched>();
    double first = settings.first().perSecond();
    Searched healthy =
        search(Condition.HEALTHY, settings.search(first, settings.most().perSecond()));
    searched.add(healthy);
    double limit = healthy.result().rate();
    if (limit == 0) {
      notMeasured.add(
          new NotMeasured(
              "everything but the healthy pipeline",
              "no rate was sustained; lower the first rate or look at the objectives"));
      return new Study(
          searched,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          notMeasured,
          Optional.empty(),
          made());
    }
    String working = "the rate at which backlogs are worked off";
    Optional<ProbeFigures> saturation =
        wanted(Part.SATURATION, working)
            ? flood(working, Condition.HEALTHY, limit * FLOOD)
            : Optional.empty();
    Optional<ProbeFigures> recovery = recovery(saturation);
    String stage = bottleneck(healthy);
    degraded(stage, limit).ifPresent(searched::add);
    fewer(stage, limit).ifPresent(searched::add);
    brokerDown(limit).ifPresent(searched::add);
    replayBeside(limit).ifPresent(searched::add);
    Optional<SafeReplay> safeReplay = safeReplay(healthy);
    Optional<ScalabilityStudy> scalability = scalability(stage, limit);
    return new Study(searched, saturation, recovery, scalability, notMeasured, safeReplay, made());
  }

  private Optional<Study.Made> made() {
    return Optional.of(new Study.Made(probes, loadSeconds));
  }

  private boolean wanted(Part part, String what) {
    boolean wanted = settings.parts().contains(part);
    if (!wanted) {
      notMeasured.add(new NotMeasured(what, "left out of this study (--parts)"));
    }
    return wanted;
  }

  private Searched search(Condition condition, RateSearch.Settings how) {
    RateSearch search = new RateSearch(how);
    var judged = new ArrayList<Judged>();
    OptionalDouble next = search.next();
    while (next.isPresent()) {
      ProbeFigures figures = play(condition, Purpose.SEARCH, next.getAsDouble());
      Judged probe =
          condition instanceof Condition.ReplayBeside
              ? ReplayCriterion.live(figures)
              : Criterion.judge(figures);
      judged.add(probe);
      search.answered(probe.answer());
      progress.ended(probe, search.result(), search.probesLeft(), timeLeft(condition, search));
      next = search.next();
    }
    return new Searched(condition.name(), condition.description(), search.result(), judged);
  }

  private ProbeFigures play(Condition condition, Purpose purpose, double rate) {
    return play(condition, purpose, rate, settings.settling(), settings.judgedAt(rate, scenario));
  }

  private ProbeFigures play(
      Condition condition, Purpose purpose, double rate, Duration settling, Duration judged) {
    var request = new ProbeRequest(++probes, condition, purpose, new Rate(rate), settling, judged);
    progress.begins(request);
    ProbeFigures played = player.play(request);
    loadSeconds += (played.window().endNanos() - played.window().startNanos()) / 1e9;
    return played;
  }

  /** Offers far more than is sustained; empty, and noted, if no probe of it can be trusted. */
  private Optional<ProbeFigures> flood(String what, Condition condition, double rate) {
    ProbeFigures flood = flood(condition, rate);
    for (int tries = 1; tries < MOST_FLOODS && !flood.doubts().isEmpty(); tries++) {
      flood = flood(condition, rate);
    }
    if (!flood.doubts().isEmpty()) {
      notMeasured.add(
          new NotMeasured(
              what,
              MOST_FLOODS
                  + " probes of more than is sustained could not be trusted: "
                  + String.join("; ", flood.doubts())));
      return Optional.empty();
    }
    return Optional.of(flood);
  }

  private ProbeFigures flood(Condition condition, double rate) {
    ProbeFigures flood =
        play(condition, Purpose.SATURATION, rate, settings.settling(), settings.judged());
    progress.says(
        String.format(
            Locale.ROOT,
            "%.0f/s were offered for a while: %.0f/s came out",
            flood.offeredPerSecond(),
            flood.completedPerSecond()));
    return flood;
  }

  private Optional<ProbeFigures> recovery(Optional<ProbeFigures> saturation) {
    String what = "a lag recovery, predicted against measured";
    if (!wanted(Part.RECOVERY, what)) {
      return Optional.empty();
    }
    if (saturation.isEmpty()) {
      notMeasured.add(new NotMeasured(what, "without a saturation probe nothing is predicted"));
      return Optional.empty();
    }
    double working = saturation.get().completedPerSecond();
    double arriving = settings.baseline().perSecond();
    Optional<Stage> stage = Outage.stage(scenario);
    if (stage.isEmpty()) {
      notMeasured.add(
          new NotMeasured(
              what,
              "no stage pauses during an outage of its service (on-outage: pause); the others would"
                  + " dead-letter orders"));
      return Optional.empty();
    }
    if (arriving == 0) {
      notMeasured.add(new NotMeasured(what, "at a baseline of 0/s an outage leaves no backlog"));
      return Optional.empty();
    }
    if (arriving >= 0.9 * working) {
      notMeasured.add(
          new NotMeasured(
              what,
              String.format(
                  Locale.ROOT,
                  "at the baseline of %.0f/s a backlog would not fall: %.0f/s are worked off",
                  arriving,
                  working)));
      return Optional.empty();
    }
    double drain = arriving * OUTAGE.toSeconds() / (working - arriving);
    Duration after = Duration.ofMillis((long) (1_500 * drain) + 15_000);
    ProbeFigures figures =
        play(
            new Outage(stage.get().downstream().service(), BEFORE_OUTAGE, OUTAGE),
            Purpose.RECOVERY,
            arriving,
            settings.settling(),
            BEFORE_OUTAGE.minus(settings.settling()).plus(OUTAGE).plus(after));
    return Optional.of(figures);
  }

  /** The stage behind which the fullest resource lies. */
  private String bottleneck(Searched healthy) {
    return Resources.at(healthy, scenario, cores)
        .flatMap(at -> at.resources().stream().map(Bottleneck.Resource::name).findFirst())
        .flatMap(name -> Resources.stageOf(name, scenario))
        .orElse(Resources.busiest(healthy));
  }

  private Optional<Searched> degraded(String stage, double limit) {
    if (!wanted(Part.DEGRADED_DOWNSTREAM, "a degraded downstream")) {
      return Optional.empty();
    }
    String service = scenario.pipeline().stage(stage).downstream().service();
    return Optional.of(
        search(
            new Condition.Degraded(service, DEGRADED_FACTOR),
            settings.search(limit / DEGRADED_FACTOR, limit * FLOOD)));
  }

  private Optional<Searched> fewer(String stage, double limit) {
    String what = "N−1 consumers of " + stage;
    if (!wanted(Part.FEWER_CONSUMERS, what)) {
      return Optional.empty();
    }
    int usual = scenario.pipeline().stage(stage).consumers();
    Optional<String> obstacle = session.obstacle(stage);
    if (obstacle.isPresent()) {
      notMeasured.add(new NotMeasured(what, obstacle.get()));
      return Optional.empty();
    }
    return Optional.of(
        search(
            new Condition.FewerConsumers(stage, usual - 1, usual),
            settings.search(limit * (usual - 1) / usual, limit * FLOOD)));
  }

  private Optional<Searched> brokerDown(double limit) {
    if (!wanted(Part.BROKER_DOWN, "one broker down")) {
      return Optional.empty();
    }
    int brokers = scenario.pipeline().brokers();
    if (brokers <= scenario.pipeline().topics().minInsync()
        || scenario.pipeline().topics().replication() < 2) {
      notMeasured.add(
          new NotMeasured(
              "one broker down",
              "with "
                  + brokers
                  + " broker(s) and replication "
                  + scenario.pipeline().topics().replication()
                  + " nothing would be carried"));
      return Optional.empty();
    }
    return Optional.of(
        search(new Condition.BrokerDown(1), settings.search(limit * 0.9, limit * FLOOD)));
  }

  private Optional<Searched> replayBeside(double limit) {
    return wanted(Part.REPLAY, "a governed replay beside the live load")
        ? Optional.of(
            search(
                settings.replay().at(settings.replay().ceiling()),
                settings.search(limit * 0.9, limit * FLOOD)))
        : Optional.empty();
  }

  private Optional<SafeReplay> safeReplay(Searched healthy) {
    ReplaySettings replay = settings.replay();
    if (!replay.search()) {
      notMeasured.add(new NotMeasured(SafeReplayStudy.WHAT, "not asked for (--replay)"));
      return Optional.empty();
    }
    return new SafeReplayStudy(
            replay,
            settings.tolerance(),
            settings.mostProbes(),
            (condition, live) -> play(condition, Purpose.SEARCH, live),
            (probe, search) ->
                progress.ended(
                    probe,
                    search.result(),
                    search.probesLeft(),
                    probe().multipliedBy(search.probesLeft())))
        .make(healthy, notMeasured::add);
  }

  private Optional<ScalabilityStudy> scalability(String stage, double limit) {
    String what = "the scalability of " + stage;
    if (!wanted(Part.SCALABILITY, what)) {
      return Optional.empty();
    }
    int usual = scenario.pipeline().stage(stage).consumers();
    Optional<String> obstacle = session.obstacle(stage);
    if (obstacle.isPresent() || usual < ScalabilityFit.LEAST_POINTS) {
      notMeasured.add(
          new NotMeasured(
              what,
              obstacle.orElse(
                  "its law has three parameters and needs at least "
                      + ScalabilityFit.LEAST_POINTS
                      + " numbers of consumers; "
                      + stage
                      + " has "
                      + usual)));
      return Optional.empty();
    }
    var points = new ArrayList<ScalabilityFit.Point>();
    for (int consumers = 1; consumers <= usual; consumers++) {
      Condition condition =
          consumers == usual
              ? Condition.HEALTHY
              : new Condition.FewerConsumers(stage, consumers, usual);
      double share = (double) consumers / usual;
      Optional<ProbeFigures> flood = fill(what, condition, stage, limit * FLOOD, share);
      if (flood.isEmpty()) {
        return Optional.empty();
      }
      ProbeFigures.StageFigures seen = flood.get().stage(stage);
      if (!Criterion.grows(seen, flood.get().offeredPerSecond())) {
        notMeasured.add(
            new NotMeasured(
                what,
                String.format(
                    Locale.ROOT,
                    "with %d consumer(s) its backlog did not grow at %.0f/s: what it can do at most"
                        + " was not seen",
                    consumers,
                    flood.get().offeredPerSecond())));
        return Optional.empty();
      }
      double done = seen.donePerSecond();
      points.add(new ScalabilityFit.Point(consumers, done));
    }
    return Optional.of(new ScalabilityStudy(stage, points, ScalabilityFit.of(points)));
  }

  /**
   * Floods fewer consumers with their share of a flood, and with twice as much until they are full:
   * a few may do nearly what all do, and what they leave behind takes long to be worked off.
   */
  private Optional<ProbeFigures> fill(
      String what, Condition condition, String stage, double most, double share) {
    double rate = most * share;
    while (true) {
      Optional<ProbeFigures> flood = flood(what, condition, rate);
      boolean full =
          flood.map(of -> Criterion.grows(of.stage(stage), of.offeredPerSecond())).orElse(true);
      if (full || rate >= most) {
        return flood;
      }
      rate = Math.min(most, 2 * rate);
    }
  }

  private Duration probe() {
    return settings.settling().plus(settings.judged()).plus(AROUND_A_PROBE);
  }

  private Duration timeLeft(Condition condition, RateSearch search) {
    Duration probe = probe();
    Duration left = probe.multipliedBy(search.probesLeft());
    boolean healthy = condition.equals(Condition.HEALTHY);
    for (Part part : settings.parts()) {
      left = left.plus(healthy ? usually(part, probe) : Duration.ZERO);
    }
    // the search for a safe replay rate comes after all others
    return settings.replay().search()
        ? left.plus(probe.multipliedBy(settings.mostProbes() / 2))
        : left;
  }

  private Duration usually(Part part, Duration probe) {
    return switch (part) {
      case SATURATION -> probe;
      case RECOVERY -> OUTAGE.plus(Duration.ofSeconds(50));
      case SCALABILITY -> probe.multipliedBy(ScalabilityFit.LEAST_POINTS);
      default -> probe.multipliedBy(settings.mostProbes() / 2);
    };
  }
}
