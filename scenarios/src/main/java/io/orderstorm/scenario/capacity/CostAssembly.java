package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.StageQuantity;
import io.orderstorm.report.cost.TopicQuantity;
import io.orderstorm.report.folder.LogSizes;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.scan.ObservationScan;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCard;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What orders use: records by the highest sustained probe, bytes by what the brokers kept, owners
 * and retention by {@code topics.yaml}, repetition by the sessions' accounts.
 */
final class CostAssembly {

  private final Scenario scenario;
  private final ProbeFigures best;
  private final Study study;
  private final LogSizes sizes;
  private final TopicCatalogue catalogue = TopicCatalogue.shipped();

  private CostAssembly(Scenario scenario, ProbeFigures best, Study study, LogSizes sizes) {
    this.scenario = scenario;
    this.best = best;
    this.study = study;
    this.sizes = sizes;
  }

  /**
   * Puts it together.
   *
   * @param target the rate to plan for; null if none was named
   * @param sessions with what became of each
   * @return empty if no rate was sustained, or the probes did not look at topics
   */
  static Optional<CostBasis> basis(
      Scenario scenario, Study study, @Nullable Double target, Map<RunFolder, RunResult> sessions) {
    LogSizes sizes = LogSizes.read(List.copyOf(sessions.keySet()));
    return Dimensions.best(study)
        .filter(best -> !best.topics().isEmpty())
        .map(best -> new CostAssembly(scenario, best, study, sizes).basis(target, sessions));
  }

  private CostBasis basis(@Nullable Double target, Map<RunFolder, RunResult> sessions) {
    // consumers and partitions are today's: by the hour they serve what they carry
    boolean beyond = target != null && target > best.offeredPerSecond();
    return new CostBasis(
        target == null || beyond ? best.offeredPerSecond() : target,
        target == null
            ? "the highest sustained rate"
            : beyond ? "the highest sustained rate, as the target lies above it" : "the target",
        catalogue.cards().stream().map(this::topic).toList(),
        Arrays.stream(StageName.values()).map(stage -> stage(stage, sessions)).toList(),
        sizes.topics().isEmpty()
            ? "not measured: the sessions have no log-sizes.csv"
            : "what the brokers kept at the end of the sessions (log-sizes.csv)",
        sessions.keySet().stream().mapToLong(CostAssembly::records).sum(),
        sum(sessions, "events written again"));
  }

  private static long records(RunFolder session) {
    long records = 0;
    for (String topic : session.observedTopics()) {
      try (ObservationScan scan = new ObservationScan(session.observations(topic))) {
        records += scan.count();
      }
    }
    return records;
  }

  private static long sum(Map<RunFolder, RunResult> sessions, String name) {
    return sessions.values().stream()
        .mapToLong(result -> result.amplification().getOrDefault(name, 0L))
        .sum();
  }

  private TopicQuantity topic(TopicCard card) {
    double perSecond =
        best.topics().stream()
            .filter(of -> of.topic().equals(card.topic()))
            .mapToDouble(TopicFigures::recordsPerSecond)
            .findFirst()
            .orElse(0);
    return new TopicQuantity(
        card.topic(),
        card.owner(),
        scenario.pipeline().topics().partitions(),
        mostConsumers(card.topic()),
        scenario.pipeline().topics().replication(),
        card.retention(),
        1_000 * perSecond / best.offeredPerSecond(),
        sizes.bytesPerRecord(card.topic()).orElse(null),
        highWater(card.topic()));
  }

  private int mostConsumers(String topic) {
    return Arrays.stream(StageName.values())
        .filter(
            stage ->
                stage.reads().stream()
                    .anyMatch(read -> read.equals(topic) || stage.retryTopic(read).equals(topic)))
        .mapToInt(stage -> scenario.pipeline().stage(stage.group()).consumers())
        .max()
        .orElse(0);
  }

  private @Nullable Double highWater(String topic) {
    List<Double> marks = new ArrayList<>();
    Stream.concat(
            study.healthy().probes().stream()
                .filter(probe -> probe.answer() != Judged.Answer.INVALID)
                .map(Judged::figures),
            study.saturation().stream().filter(probe -> probe.doubts().isEmpty()))
        .flatMap(probe -> probe.topics().stream())
        .filter(of -> of.topic().equals(topic))
        .forEach(of -> marks.add(of.highWaterPerSecond()));
    return marks.stream().max(Double::compare).filter(mark -> mark > 0).orElse(null);
  }

  private StageQuantity stage(StageName name, Map<RunFolder, RunResult> sessions) {
    Stage stage = scenario.pipeline().stage(name.group());
    double calls =
        best.services().stream()
            .filter(of -> of.service().equals(name.service()))
            .mapToDouble(ProbeFigures.ServiceFigures::callsPerSecond)
            .findFirst()
            .orElse(0);
    return new StageQuantity(
        name.group(),
        catalogue.card(name.writes()).owner(),
        name.service(),
        stage.consumers(),
        Math.max(0, stage.consumers() - scenario.pipeline().topics().partitions()),
        1_000 * calls / best.offeredPerSecond(),
        sum(sessions, name.group() + " deliveries"),
        sum(sessions, name.group() + " redelivered"),
        sum(sessions, name.group() + " failed attempts"));
  }
}
