package io.orderstorm.scenario.bench;

import io.orderstorm.scenario.drive.GeneratorMain;
import io.orderstorm.scenario.drive.PlainLoopMain;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator against a plain loop that does the same work without Gatling: orders generated,
 * encoded, sent and journalled against one embedded broker. First both as fast as they can, in
 * turn; then Gatling at fixed rates for its schedule slip.
 */
public final class GeneratorBench {

  private static final int ROUNDS = 3;

  private final Path folder;
  private final PrintStream out;
  private final GeneratorRounds rounds;

  public GeneratorBench(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
    this.rounds = new GeneratorRounds(folder, "lz4");
  }

  /** Runs the bench; about four minutes. */
  public void run() throws IOException {
    try (var broker = BenchBroker.start(folder)) {
      Path endpoints = rounds.endpoints(broker);
      ceilings(endpoints);
      for (String rate : List.of("20000/s", "100000/s")) {
        paced(endpoints, rate);
      }
    }
  }

  private void ceilings(Path endpoints) throws IOException {
    var ratios = new ArrayList<Double>();
    for (int round = 1; round <= ROUNDS; round++) {
      double gatling =
          rounds
              .play(
                  "gatling-" + round,
                  GeneratorMain.class,
                  GeneratorRounds.AS_FAST_AS_IT_GOES,
                  5,
                  endpoints)
              .acknowledgedPerSecond();
      double plain =
          rounds
              .play(
                  "plain-" + round,
                  PlainLoopMain.class,
                  GeneratorRounds.AS_FAST_AS_IT_GOES,
                  5,
                  endpoints)
              .acknowledgedPerSecond();
      ratios.add(gatling / plain);
      out.printf(
          "round %d   gatling %,9.0f orders/s   plain loop %,9.0f orders/s   ratio %.2f%n",
          round, gatling, plain, gatling / plain);
    }
    ratios.sort(null);
    out.printf(
        "median ratio %.2f (gatling / plain loop; target 0.80 or more)%n",
        ratios.get(ratios.size() / 2));
  }

  private void paced(Path endpoints, String rate) throws IOException {
    SendFigures figures =
        rounds.play(
            "paced-" + rate.replaceAll("\\D", ""), GeneratorMain.class, rate, 25, endpoints);
    out.printf(
        "at %s   achieved %,9.0f orders/s   slip p50 %.2f ms, p99 %.2f ms   acknowledged after p50 %.1f ms, p99 %.1f ms%n",
        rate,
        figures.acknowledgedPerSecond(),
        figures.slipMs(50),
        figures.slipMs(99),
        figures.latencyMs(50),
        figures.latencyMs(99));
  }
}
