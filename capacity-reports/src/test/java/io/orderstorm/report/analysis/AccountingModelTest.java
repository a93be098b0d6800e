package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.expectation.Objectives;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.Outcome;
import io.orderstorm.report.result.OrderCounts;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.synthetic.Campaign;
import io.orderstorm.report.synthetic.Checked;
import io.orderstorm.report.synthetic.SyntheticFolder;
import io.orderstorm.report.synthetic.SyntheticRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to orders, both identities close, and each order is where it was put. */
class AccountingModelTest {

  @Property(tries = 40)
  void everyOrderIsCountedOnceAndWhereItWasPut(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    SyntheticRun run = Campaign.steady(20, 6).shares(0.1, 0.1).simulate();
    int[] put = new int[8];
    for (SyntheticRun.Order order : run.orders) {
      put[put(run, order, random)]++;
    }

    OrderCounts counts = analyse(run).orders();

    assertThat(counts.sendsClose()).isTrue();
    assertThat(counts.fatesClose()).isTrue();
    assertThat(counts.offered()).isEqualTo(120);
    assertThat(counts.rejected()).isEqualTo(put[1]);
    assertThat(counts.indeterminate()).isEqualTo(put[2] + put[3]);
    assertThat(counts.indeterminateLanded()).isEqualTo(put[3]);
    assertThat(counts.deadLettered()).isEqualTo(put[5]);
    assertThat(counts.inFlight()).isEqualTo(put[6]);
    assertThat(counts.lost()).isEqualTo(put[4]);
    assertThat(counts.fulfilled() + counts.compensated()).isEqualTo(put[0] + put[3]);
  }

  /**
   * 0 nothing, 1 rejected, 2 indeterminate and gone, 3 indeterminate and landed, 4 lost, 5
   * dead-lettered, 6 in flight.
   */
  private static int put(SyntheticRun run, SyntheticRun.Order order, Random random) {
    var placed = order.event(EventType.ORDER_PLACED);
    int where = random.nextInt(4) > 0 ? 0 : 1 + random.nextInt(6);
    switch (where) {
      case 1 -> {
        order.result = Outcome.Result.REJECTED;
        run.forget(placed);
      }
      case 2 -> {
        order.result = random.nextBoolean() ? Outcome.Result.INDETERMINATE : null;
        run.forget(placed);
      }
      case 3 -> order.result = random.nextBoolean() ? Outcome.Result.INDETERMINATE : null;
      case 4 -> run.forget(placed);
      case 5 -> {
        run.undo(stock(order));
        run.deadLetters.add(
            new SyntheticRun.DeadLetter("inventory", placed, placed.time + 1, "TimeoutException"));
      }
      case 6 -> {
        run.undo(stock(order));
        placed.handled.put("inventory", Long.MAX_VALUE);
      }
      default -> {}
    }
    return where;
  }

  private static SyntheticRun.Event stock(SyntheticRun.Order order) {
    var reserved = order.event(EventType.STOCK_RESERVED);
    return reserved != null ? reserved : order.event(EventType.STOCK_REJECTED);
  }

  private static RunResult analyse(SyntheticRun run) throws IOException {
    Path root = Files.createTempDirectory("accounting");
    try {
      return Checked.analyse(
          SyntheticFolder.write(run, root), Campaign.expectations(run, Objectives.none()));
    } finally {
      try (Stream<Path> files = Files.walk(root)) {
        files.sorted(Comparator.reverseOrder()).forEach(AccountingModelTest::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
