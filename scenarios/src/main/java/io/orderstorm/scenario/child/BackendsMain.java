package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.process.ProcessLedger;
import io.orderstorm.simulator.store.EmbeddedDatabase;
import io.orderstorm.simulator.store.StoreSettings;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The process of what lies behind the stages: the store and the four downstream services. It tells
 * {@code store <url> <user> <password>}, {@code store-process <pid>}, {@code service-<name> <port>}
 * and {@code ready}, and answers {@code mode <service> <mode>} with {@code mode-set <whether and
 * how the mode before was felt>}.
 */
public final class BackendsMain {

  private BackendsMain() {}

  /**
   * Runs until the process is asked to end.
   *
   * @param arguments the run folder, the store's data folder, the clock
   */
  public static void main(String[] arguments) {
    var folder = RunFolder.open(Path.of(arguments[0]));
    var services = new Services(folder, HostClock.parse(arguments[2]));
    HiccupMeter hiccups = HiccupMeter.start();
    var told = new ArrayList<String>();
    var server = new AtomicReference<EmbeddedDatabase>();
    ParentLine[] parent = new ParentLine[1];
    parent[0] =
        ParentLine.open(
            command -> parent[0].tell("mode-set " + services.obey(command)),
            () ->
                Optional.ofNullable(server.get())
                    .ifPresent(orphan -> orphan.process().destroyForcibly()));
    SelfReport.to(parent[0]::tell);
    var database = EmbeddedDatabase.start(Path.of(arguments[1]), folder.log("postgresql"));
    server.set(database);
    // a server outlives the process that started it; the ledger lets a later start end it
    ProcessLedger.ofThisProcess().enter(database.process(), "postgresql");
    StoreSettings store = database.settings(1);
    told.add("store " + store.jdbcUrl() + " " + store.user() + " " + store.password());
    told.add("store-process " + database.process().pid());
    told.addAll(services.open());
    Flushing flushing = Flushing.of(services.logs());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  flushing.close();
                  services.close();
                  parent[0].tell(hiccups.sinceLastCall().message());
                  database.close();
                  ProcessLedger.ofThisProcess().close();
                },
                "backends-close"));
    told.forEach(parent[0]::tell);
    parent[0].tell("ready");
  }
}
