package io.orderstorm.scenario.file;

import io.orderstorm.fault.MessageFault;
import io.orderstorm.fault.Ratio;
import java.util.stream.Stream;

/**
 * Reads how many records a message fault adds: {@code share}, {@code count} or {@code positions}.
 */
final class MessageAmount {
  private static final int MOST = 10_000_000;

  private final Section section;

  MessageAmount(Section section) {
    this.section = section;
  }

  MessageFault.Amount read() {
    if (Stream.of("share", "count", "positions").filter(section::has).count() != 1) {
      throw section
          .position()
          .refuse(
              "a message fault has exactly one of share, such as 0.5%, count and positions, such as"
                  + " [100, 200]");
    }
    if (section.has("share")) {
      return new MessageFault.Share(new Ratio(section.required("share", Quantity::ratio)));
    }
    if (section.has("count")) {
      return new MessageFault.Count(section.required("count", Quantity.whole(1, MOST)));
    }
    return new MessageFault.Positions(
        section.list("positions").stream()
            .map(order -> Section.read(order, Quantity.whole(0, MOST)).longValue())
            .toList());
  }
}
