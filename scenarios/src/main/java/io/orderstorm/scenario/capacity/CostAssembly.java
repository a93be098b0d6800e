package io.orderstorm.scenario.capacity;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.capacity.Dimensions;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.ProbeFigures.TopicFigures;
import io.orderstorm.report.capacity.ProbeWindow;
import io.orderstorm.report.capacity.Repetition;
import io.orderstorm.report.capacity.Study;
import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.StageQuantity;
import io.orderstorm.report.cost.TopicQuantity;
import io.orderstorm.report.folder.LogSizes;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.scenario.judge.Judge;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.topic.StageName;
import io.orderstorm.simulator.topic.TopicCard;
import io.orderstorm.simulator.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What orders use: records by the highest sustained probe, bytes by what the brokers kept, owners
 * and retention by {@code topics.yaml}, repetition by the sustained probes of the healthy pipeline.
 */
final class CostAssembly {

  private final Scenario scenario;
  private final ProbeFigures best;
  private final Study study;
  private final LogSizes sizes;
  private final Repetition repetition;
  private final TopicCatalogue catalogue = TopicCatalogue.shipped();

  private CostAssembly(
      Scenario scenario, ProbeFigures best, Study study, LogSizes sizes, Repetition repetition) {
    this.scenario = scenario;
    this.best = best;
    this.study = study;
    this.sizes = sizes;
    this.repetition = repetition;
  }

  /**
   * Puts it together.
   *
   * @param target the rate to plan for; null if none was named
   * @param sessions in which the probes were made
   * @return empty if no rate was sustained, or the probes did not look at topics
   */
  static Optional<CostBasis> basis(
      Scenario scenario, Study study, @Nullable Double target, List<RunFolder> sessions) {
    LogSizes sizes = LogSizes.read(sessions);
    return Dimensions.best(study)
        .filter(best -> !best.topics().isEmpty())
        .map(
            best ->
                new CostAssembly(scenario, best, study, sizes, repetition(study, sessions))
                    .basis(target));
  }

  /** What was done again while nothing was wrong: in sustained probes of the healthy pipeline. */
  private static Repetition repetition(Study study, List<RunFolder> sessions) {
    List<ProbeWindow> windows =
        study.healthy().probes().stream()
            .filter(probe -> probe.answer() == Judged.Answer.SUSTAINED)
            .map(probe -> probe.figures().window())
            .toList();
    return sessions.stream()
        .map(session -> RunAnalysis.repetition(session, Judge.expectations(session), windows))
        .reduce(Repetition.none(), Repetition::plus);
  }

  private CostBasis basis(@Nullable Double target) {
    // consumers and partitions are today's: by the hour they serve what they carry
    boolean beyond = target != null && target > best.offeredPerSecond();
    return new CostBasis(
        target == null || beyond ? best.offeredPerSecond() : target,
        target == null
            ? "the highest sustained rate"
            : beyond ? "the highest sustained rate, as the target lies above it" : "the target",
        catalogue.cards().stream().map(this::topic).toList(),
        Arrays.stream(StageName.values()).map(this::stage).toList(),
        sizes.topics().isEmpty()
            ? "not measured: the sessions have no log-sizes.csv"
            : "what the brokers kept at the end of the sessions (log-sizes.csv)",
        repetition.written(),
        repetition.writtenAgain(),
        "in the sustained probes of the healthy pipeline");
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

  private StageQuantity stage(StageName name) {
    Stage stage = scenario.pipeline().stage(name.group());
    Double calls =
        best.services().stream()
            .filter(of -> of.service().equals(name.service()))
            .map(of -> 1_000 * of.callsPerSecond() / best.offeredPerSecond())
            .findFirst()
            .orElse(null);
    Repetition.OfStage again = repetition.stage(name.group());
    return new StageQuantity(
        name.group(),
        catalogue.card(name.writes()).owner(),
        name.service(),
        stage.consumers(),
        Math.max(0, stage.consumers() - scenario.pipeline().topics().partitions()),
        calls,
        again.deliveries(),
        again.redelivered(),
        again.failedAttempts());
  }
}
