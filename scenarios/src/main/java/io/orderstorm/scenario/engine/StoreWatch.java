package io.orderstorm.scenario.engine;

import io.orderstorm.report.folder.RecordWriter;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreSnapshot;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.simulator.store.OrderStore;
import io.orderstorm.simulator.store.StoreUnavailableException;
import io.orderstorm.simulator.time.RunClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store from time to time what it holds, so that the report can tell whether it kept it. A
 * store that does not answer has no snapshot of that moment. A thread of its own.
 */
final class StoreWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

  /** Each look counts all rows, so the next one waits much longer than that takes. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  private static final int REST = 50;

  private final OrderStore store;
  private final RecordWriter<StoreSnapshot> file;
  private final RunClock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "store-watch");

  private StoreWatch(OrderStore store, RecordWriter<StoreSnapshot> file, RunClock clock) {
    this.store = store;
    this.file = file;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins to look. */
  static StoreWatch start(Endpoints.Store access, RunFolder folder, RunClock clock) {
    var watch =
        new StoreWatch(
            OrderStore.open(access.settings(1)),
            RecordWriter.create(folder.storeSnapshots(), StoreSnapshot.KIND),
            clock);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      Duration pause = EVERY;
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        long took = look();
        pause = took * REST > EVERY.toNanos() ? Duration.ofNanos(took * REST) : EVERY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long look() {
    long began = clock.nanos();
    try {
      Map<Integer, Long> counts = store.effectCounts();
      long ended = clock.nanos();
      snapshots(began, ended, counts).forEach(file::append);
      file.flush();
    } catch (StoreUnavailableException e) {
      LOG.info("the store does not tell what it holds: {}", e.getMessage());
    }
    return clock.nanos() - began;
  }

  /** A snapshot of every effect: one that the store does not name has no rows. */
  static List<StoreSnapshot> snapshots(long began, long ended, Map<Integer, Long> counts) {
    return Arrays.stream(EffectType.values())
        .map(of -> new StoreSnapshot(began, ended, of, counts.getOrDefault(of.code(), 0L)))
        .toList();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
    store.close();
  }
}
