package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.simulator.process.OrderStormHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether the disks have room for a run, asked before anything is started. */
final class RunSpace {

  /** Seen: about 1.2 kB of raw records an order. */
  private static final long RECORD_BYTES_PER_ORDER = 1_500;

  /** Seen: about 3 kB of topics an order and replica, the database's rows and log included. */
  private static final long DATA_BYTES_PER_ORDER = 3_500;

  private static final long ANY_RUN_BYTES = 200L << 20;

  private RunSpace() {}

  /**
   * Refuses a run that its disks have no room for.
   *
   * @throws HarnessException naming the folder, what is needed and what is there
   */
  static void require(Scenario scenario, Path folder) {
    long orders = Math.round(Schedule.of(scenario.load()).expectedOrders());
    require(folder, ANY_RUN_BYTES + orders * RECORD_BYTES_PER_ORDER);
    int replicas = scenario.pipeline().topics().replication();
    require(OrderStormHome.path(), ANY_RUN_BYTES + orders * DATA_BYTES_PER_ORDER * replicas);
  }

  private static void require(Path folder, long bytes) {
    try {
      long usable = Files.getFileStore(existing(folder)).getUsableSpace();
      if (usable < bytes) {
        throw new HarnessException(
            "this run needs about "
                + (bytes >> 20)
                + " MiB below "
                + folder
                + ", where "
                + (usable >> 20)
                + " MiB are left; make room or choose another place (--out, XDG_CACHE_HOME)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't look at the disk below " + folder, e);
    }
  }

  /** The folder, or what it would be made in: a refused run leaves nothing behind. */
  private static Path existing(Path folder) {
    return Stream.iterate(folder.toAbsolutePath(), Objects::nonNull, Path::getParent)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
