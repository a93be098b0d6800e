package io.orderstorm.report.bench;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Writes a large run folder, unless it is there, and judges it. Prints how long the judgement took,
 * sums of all files compared included; the memory that the ledger takes once all is read, heap and
 * direct buffers after a collection; and the most heap that was in use, garbage included. Give the
 * heap to be tried with {@code -Xmx}; the folder takes some 1.6 kB an order and is not deleted.
 */
public final class LedgerBench {

  private static final double RATE = 50_000;
  private static final int PARTITIONS = 12;

  private LedgerBench() {}

  /**
   * Runs the bench on standard output.
   *
   * @param root the run folder; written if it does not exist
   */
  public static void run(Path root, int orders) {
    boolean there = Files.exists(root.resolve("SHA256SUMS"));
    RunFolder folder = there ? RunFolder.open(root) : RunFolder.create(root);
    LargeRun run = new LargeRun(folder, orders, RATE, PARTITIONS);
    if (!there) {
      long began = System.nanoTime();
      run.write();
      System.out.printf(Locale.ROOT, "written and sealed in %.1f s%n", since(began));
    }
    measure(folder, orders, expectations(run.load()));
  }

  private static void measure(RunFolder folder, int orders, Expectations expectations) {
    long before = inUse();
    long[] ledger = new long[2];
    long began = System.nanoTime();
    RunResult result =
        RunAnalysis.analyse(
            folder,
            expectations,
            () -> {
              long read = System.nanoTime();
              ledger[0] = inUse() - before;
              ledger[1] = System.nanoTime() - read;
            });
    double seconds = since(began) - ledger[1] / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d orders judged in %.1f s (%s), fulfilled %,d, %s %s%n",
        orders,
        seconds,
        result.verdict(),
        result.orders().fulfilled(),
        result.reasons(),
        result.anomalyCounts());
    long peak = peakHeap();
    System.out.printf(
        Locale.ROOT,
        "ledger %,d MiB after a collection, %.1f bytes an order; peak heap %,d MiB of %,d MiB%n",
        ledger[0] >> 20,
        (double) ledger[0] / orders,
        peak >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /**
   * What lives after a collection, on the heap and in direct buffers. Mapped files are not among
   * it: what they take is the page cache, which has no need to keep it.
   */
  private static long inUse() {
    System.gc();
    long direct = 0;
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      direct += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static long peakHeap() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    return peak;
  }

  static Expectations expectations(LoadShape load) {
    return Expectations.of(
        new RunIdentity(
            "bench", "bench", "A large run", "How fast?", "bench", "live", "embedded", 1, "bench"),
        Topology.reference(),
        load,
        Duration.ofSeconds(30),
        new Objectives(List.of(), List.of(), List.of(), true, true, null),
        List.of());
  }
}
