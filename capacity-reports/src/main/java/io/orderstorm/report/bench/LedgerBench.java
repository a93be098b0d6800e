package io.orderstorm.report.bench;

import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.expectation.LoadShape;
import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.expectation.RunIdentity;
import io.orderstorm.report.expectation.Topology;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Writes a large run folder, unless it is there, and judges it. Prints how long the judgement took
 * and the most heap that was in use at the end of a collection or between two. Give the heap to be
 * tried with {@code -Xmx}; the folder takes some 1.8 kB an order and is not deleted.
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
    long began = System.nanoTime();
    folder.verify();
    System.out.printf(Locale.ROOT, "sums alone compared in %.1f s%n", since(began));
    began = System.nanoTime();
    RunResult result = RunAnalysis.analyse(folder, expectations);
    double seconds = since(began);
    long peak = peakHeap();
    System.out.printf(
        Locale.ROOT,
        "%,d orders judged in %.1f s (%s), fulfilled %,d, %s %s%n",
        orders,
        seconds,
        result.verdict(),
        result.orders().fulfilled(),
        result.reasons(),
        result.anomalyCounts());
    System.out.printf(
        Locale.ROOT,
        "peak heap %,d MiB of %,d MiB, %.0f bytes an order%n",
        peak >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        (double) peak / orders);
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
