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
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.process.ProcessLedger;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.store.StoreSettings;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The process of what lies behind the stages: the store and the four downstream services. It tells
 * {@code store <url> <user> <password>}, {@code service-<name> <port>} and {@code ready}, and
 * answers {@code mode <service> <mode>} with {@code mode-set <whether and how the mode before was
 * felt>}.
 */
public final class BackendsMain {

  private final RunFolder folder;
  private final HostClock clock;
  private final EventLoop loop = EventLoop.start();
  private final Map<String, Desk> desks = new ConcurrentHashMap<>();

  /** A service with its log. */
  private record Desk(DownstreamService service, RecordWriter<Effect> log, ModeProof proof) {}

  private BackendsMain(RunFolder folder, HostClock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Runs until the process is asked to end.
   *
   * @param arguments the run folder, the store's data folder, the clock
   */
  public static void main(String[] arguments) {
    var folder = RunFolder.open(Path.of(arguments[0]));
    var backends = new BackendsMain(folder, HostClock.parse(arguments[2]));
    HiccupMeter hiccups = HiccupMeter.start();
    var told = new ArrayList<String>();
    var server = new AtomicReference<EmbeddedDatabase>();
    ParentLine[] parent = new ParentLine[1];
    parent[0] =
        ParentLine.open(
            command -> parent[0].tell("mode-set " + backends.obey(command)),
            () ->
                Optional.ofNullable(server.get())
                    .ifPresent(orphan -> orphan.process().destroyForcibly()));
    var database = EmbeddedDatabase.start(Path.of(arguments[1]), folder.log("postgresql"));
    server.set(database);
    // a server outlives the process that started it; the ledger lets a later start end it
    ProcessLedger.ofThisProcess().enter(database.process(), "postgresql");
    StoreSettings store = database.settings(1);
    told.add("store " + store.jdbcUrl() + " " + store.user() + " " + store.password());
    Scenario scenario =
        ScenarioFile.read(folder.scenario(), List.of(), Optional.empty()).scenario();
    for (Stage stage : scenario.pipeline().stages()) {
      told.add("service-" + stage.downstream().service() + " " + backends.open(scenario, stage));
    }
    Flushing flushing = Flushing.of(backends.logs());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  flushing.close();
                  backends.close();
                  parent[0].tell(hiccups.sinceLastCall().message());
                  database.close();
                  ProcessLedger.ofThisProcess().close();
                },
                "backends-close"));
    told.forEach(parent[0]::tell);
    parent[0].tell("ready");
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

  private String obey(String command) {
    String[] words = command.split(" ", -1);
    Desk desk = desks.get(words[1]);
    if (!words[0].equals("mode") || desk == null) {
      throw new IllegalArgumentException("the backends do not understand: " + command);
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

  private List<RecordWriter<?>> logs() {
    var logs = new ArrayList<RecordWriter<?>>();
    desks.values().forEach(desk -> logs.add(desk.log()));
    return logs;
  }

  private void close() {
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
