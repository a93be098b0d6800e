package io.orderstorm.fault.toxiproxy.bench;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.orderstorm.fault.toxiproxy.ToxiproxyServer;
import io.orderstorm.fault.toxiproxy.ToxiproxySettings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Compares connections through the embedded server with direct ones, in turns. */
public final class ToxiproxyBench {

  private static final int ROUNDS = 5;
  private static final int ECHOES = 20_000;
  private static final int WARM_UP_ECHOES = 20_000;
  private static final int IDLE = 1_000;
  private static final Duration DOWNLOAD = Duration.ofSeconds(1);
  private static final double GIGA = 1e9;
  private static final double MICRO = 1e3;
  private static final double MEBI = 1 << 20;

  private final PrintStream out;

  private ToxiproxyBench(PrintStream out) {
    this.out = out;
  }

  /** Runs for about half a minute and prints a table. */
  public static void run(ToxiproxySettings settings, PrintStream out)
      throws IOException, InterruptedException {
    try (var upstream = new LoadUpstream();
        var server = ToxiproxyServer.start(settings)) {
      var proxied = Way.to(server.open("bench", "127.0.0.1:0", upstream.address()));
      out.println(settings.eventLoops() + " event loops");
      new ToxiproxyBench(out).compare(Way.to(upstream.address()), proxied);
    }
  }

  private void compare(Way direct, Way proxied) throws IOException, InterruptedException {
    out.printf(Locale.ROOT, "%-34s %12s %12s %8s%n", "", "direct", "proxied", "ratio");
    direct.echo(WARM_UP_ECHOES);
    proxied.echo(WARM_UP_ECHOES);
    download(direct, proxied, 1);
    download(direct, proxied, 4);
    echo(direct, proxied);
    idle(direct, proxied);
  }

  private void download(Way direct, Way proxied, int connections)
      throws IOException, InterruptedException {
    var straight = new double[ROUNDS];
    var through = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      straight[round] = direct.download(connections, DOWNLOAD) / GIGA;
      through[round] = proxied.download(connections, DOWNLOAD) / GIGA;
    }
    row("download, " + connections + " connection(s), GB/s", median(straight), median(through));
  }

  private void echo(Way direct, Way proxied) throws IOException {
    var straight = new double[2][ROUNDS];
    var through = new double[2][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      percentiles(direct.echo(ECHOES), straight, round);
      percentiles(proxied.echo(ECHOES), through, round);
    }
    row("echo of 100 B, p50, us", median(straight[0]), median(through[0]));
    row("echo of 100 B, p99, us", median(straight[1]), median(through[1]));
    out.printf(
        Locale.ROOT,
        "added by the proxy: p50 %.1f us, p99 %.1f us%n",
        median(through[0]) - median(straight[0]),
        median(through[1]) - median(straight[1]));
  }

  private static void percentiles(long[] sortedNanos, double[][] into, int round) {
    into[0][round] = sortedNanos[sortedNanos.length / 2] / MICRO;
    into[1][round] = sortedNanos[sortedNanos.length * 99 / 100] / MICRO;
  }

  private void idle(Way direct, Way proxied) throws IOException {
    var ends = idleMebibytes(direct);
    var all = idleMebibytes(proxied);
    out.printf(
        Locale.ROOT,
        "%d idle connections: %.1f MiB of heap and direct memory at most in the proxy"
            + " (%.1f MiB with both ends of the bench)%n",
        IDLE,
        all - ends,
        all);
  }

  private static double idleMebibytes(Way way) throws IOException {
    var before = memory();
    var sockets = way.idle(IDLE);
    try {
      return (memory() - before) / MEBI;
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  /**
   * Heap, and direct memory of Java and of Netty. Netty's may be part of Java's, depending on the
   * JVM, and counts twice then: the figure is an upper bound.
   */
  private static long memory() {
    System.gc();
    var runtime = Runtime.getRuntime();
    var direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    var netty =
        ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
            ? provider.metric().usedDirectMemory()
            : 0;
    return runtime.totalMemory() - runtime.freeMemory() + direct + netty;
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void row(String name, double direct, double proxied) {
    out.printf(Locale.ROOT, "%-34s %12.2f %12.2f %8.2f%n", name, direct, proxied, proxied / direct);
  }
}
