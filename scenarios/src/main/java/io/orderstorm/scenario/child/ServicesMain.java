package io.orderstorm.scenario.child;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.simulator.process.ParentLine;
import io.orderstorm.simulator.time.HostClock;
import java.nio.file.Path;
import java.util.List;

/**
 * The process of the downstream services alone, for runs whose store is in a database of the
 * user's. It tells {@code service-<name> <port>} and {@code ready}, and obeys as {@link
 * BackendsMain} does.
 */
public final class ServicesMain {

  private ServicesMain() {}

  /**
   * Runs until the process is asked to end.
   *
   * @param arguments the run folder, the clock
   */
  public static void main(String[] arguments) {
    var services =
        new Services(RunFolder.open(Path.of(arguments[0])), HostClock.parse(arguments[1]));
    HiccupMeter hiccups = HiccupMeter.start();
    ParentLine[] parent = new ParentLine[1];
    parent[0] = ParentLine.open(command -> parent[0].tell("mode-set " + services.obey(command)));
    SelfReport.to(parent[0]::tell);
    List<String> told = services.open();
    Flushing flushing = Flushing.of(services.logs());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  flushing.close();
                  services.close();
                  parent[0].tell(hiccups.sinceLastCall().message());
                },
                "services-close"));
    told.forEach(parent[0]::tell);
    parent[0].tell("ready");
  }
}
