package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.scenario.file.ScenarioFile;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.downstream.DownstreamService;
import io.orderstorm.simulator.downstream.EventLoop;
import io.orderstorm.simulator.downstream.ServiceMode;
import io.orderstorm.simulator.order.OrderFates;
import io.orderstorm.simulator.time.HostClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The downstream services of a run, as a process hosts them. They understand {@code mode <service>
 * <mode>} and answer whether and how the mode before was felt.
 */
final class Services implements AutoCloseable {

  private final RunFolder folder;
  private final HostClock clock;
  private final EventLoop loop = EventLoop.start();
  private final Map<String, Desk> desks = new ConcurrentHashMap<>();

  /** A service with its log. */
  private record Desk(DownstreamService service, RecordWriter<Effect> log, ModeProof proof) {}

  Services(RunFolder folder, HostClock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Opens the services of the run's scenario; gives for each what its process tells of it. */
  List<String> open() {
    Scenario scenario =
        ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    var told = new ArrayList<String>();
    for (Stage stage : scenario.pipeline().stages()) {
      told.add("service-" + stage.downstream().service() + " " + open(scenario, stage));
    }
    return told;
  }

  private int open(Scenario scenario, Stage stage) {
    String name = stage.downstream().service();
    RecordWriter<Effect> log = RecordWriter.create(folder.effects(name), Effect.KIND);
    DownstreamService service =
        DownstreamService.start(
            loop,
            PipelineParts.service(stage.downstream(), scenario.seed()),
            new OrderFates(PipelineParts.orderProfile(scenario)),
            effect ->
                log.append(
                    new Effect(
                        effect.startedNanos(),
                        effect.finishedNanos(),
                        effect.orderNumber(),
                        EffectType.of(effect.type().code()),
                        effect.idempotencyKey(),
                        effect.causeId(),
                        effect.performed(),
                        effect.replay())),
            clock);
    desks.put(name, new Desk(service, log, new ModeProof(service)));
    return service.port();
  }

  String obey(String command) {
    String[] words = command.split(" ", -1);
    Desk desk = desks.get(words[1]);
    if (!words[0].equals("mode") || desk == null) {
      throw new IllegalArgumentException("the services do not understand: " + command);
    }
    desk.service().mode(mode(words));
    return desk.proof().entered();
  }

  private static ServiceMode mode(String[] words) {
    return switch (words[2]) {
      case "slow" -> new ServiceMode.Slow(Double.parseDouble(words[3]));
      case "outage" -> new ServiceMode.Refusing();
      case "error" ->
          new ServiceMode.Failing(
              Integer.parseInt(words[3]), Double.parseDouble(words[4]), millis(words[5]));
      case "partial-outage" ->
          new ServiceMode.PartialOutage(Integer.parseInt(words[3]), Double.parseDouble(words[4]));
      case "late-answer" -> new ServiceMode.LateAnswer(millis(words[3]));
      case "rate-limit" ->
          new ServiceMode.RateLimit(Double.parseDouble(words[3]), millis(words[4]));
      case "recovery-ramp" -> new ServiceMode.RecoveryRamp(millis(words[3]), millis(words[4]));
      default -> ServiceMode.NORMAL;
    };
  }

  private static Duration millis(String word) {
    return Duration.ofMillis(Long.parseLong(word));
  }

  List<RecordWriter<?>> logs() {
    var logs = new ArrayList<RecordWriter<?>>();
    desks.values().forEach(desk -> logs.add(desk.log()));
    return logs;
  }

  @Override
  public void close() {
    desks
        .values()
        .forEach(
            desk -> {
              desk.service().close();
              desk.log().close();
            });
    loop.close();
  }
}
