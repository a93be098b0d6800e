package io.orderstorm.scenario.file;

import io.orderstorm.fault.schedule.Repeat;
import io.orderstorm.fault.schedule.Start;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads what lets a fault begin, and how often it happens. */
final class StartReader {

  private static final String ONE_OF =
      "a condition is lag: { group: payment, above: 500 } or rate: 400/s";

  private StartReader() {}

  /** Its time, unless the fault has {@code when} or {@code after}. */
  static Start start(Section fault) {
    if (fault.has("when") && fault.has("after")) {
      throw fault.position("after").refuse("a fault waits for one thing: when, or after");
    }
    Optional<Start> when = fault.section("when").map(StartReader::condition);
    return when.or(() -> fault.section("after").map(StartReader::after))
        .orElseGet(Start.AtItsTime::new);
  }

  private static Start condition(Section when) {
    if (when.has("lag") == when.has("rate")) {
      throw when.position().refuse(ONE_OF);
    }
    Start start = when.has("lag") ? lag(when.requiredSection("lag")) : rate(when);
    when.end();
    return start;
  }

  private static Start rate(Section when) {
    double perSecond = when.required("rate", Quantity::rate).perSecond();
    return FaultReader.checked(when, () -> new Start.RateReached(perSecond));
  }

  private static Start lag(Section lag) {
    String group =
        lag.required("group", Quantity.oneOf("inventory", "payment", "fulfilment", "notification"));
    int above = lag.required("above", Quantity.whole(0, 1_000_000_000));
    lag.end();
    return new Start.LagAbove(group, above);
  }

  private static Start after(Section after) {
    String fault = after.required("fault", Quantity::text);
    if (after.has("injected") == after.has("reverted")) {
      throw after
          .position()
          .refuse("after has a fault and how long after it was injected or reverted: reverted: 5s");
    }
    Start.Moment moment = after.has("injected") ? Start.Moment.INJECTED : Start.Moment.REVERTED;
    Duration delay =
        after.required(after.has("injected") ? "injected" : "reverted", Quantity::duration);
    after.end();
    return new Start.After(fault, moment, delay);
  }

  static Optional<Repeat> repeat(Section fault) {
    return fault
        .section("repeat")
        .map(
            section -> {
              int times = section.required("times", Quantity.whole(2, 1_000));
              Duration every = section.required("every", Quantity::span);
              section.end();
              Supplier<Repeat> repeat = () -> new Repeat(times, every);
              return FaultReader.checked(section, repeat);
            });
  }
}
