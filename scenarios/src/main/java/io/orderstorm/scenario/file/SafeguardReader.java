package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Safeguards;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code steady-state} and {@code abort-when}. */
final class SafeguardReader {

  private SafeguardReader() {}

  static Optional<Safeguards.SteadyState> steadyState(Section root) {
    return root.section("steady-state")
        .map(
            section -> {
              var read =
                  new Safeguards.SteadyState(
                      below(section.requiredSection("lag"), "below"),
                      section.optional("for", Duration.ofSeconds(3), Quantity::span));
              section.end();
              return read;
            });
  }

  static Optional<Long> abortLag(Section root) {
    return root.section("abort-when")
        .map(
            section -> {
              long above = below(section.requiredSection("lag"), "above");
              section.end();
              return above;
            });
  }

  private static long below(Section lag, String word) {
    long records = lag.required(word, Quantity.whole(0, 999_999_999));
    lag.end();
    return records;
  }
}
