package io.orderstorm.report.render;

import io.orderstorm.report.cost.Charge;
import io.orderstorm.report.cost.CostBasis;
import io.orderstorm.report.cost.CostSheet;
import io.orderstorm.report.cost.PriceList;
import io.orderstorm.report.cost.StageQuantity;
import io.orderstorm.report.cost.TopicQuantity;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What 1,000 orders use and cost, as tables. */
final class CostTables {

  private static final String NOT_MEASURED = "not measured";

  private final CostSheet sheet;
  private final CostBasis basis;

  CostTables(CostSheet sheet) {
    this.sheet = sheet;
    this.basis = sheet.basis();
  }

  /** What it comes to, and what that leaves out. */
  String sentence() {
    String rate =
        "What is used by the hour is divided by "
            + PlanWords.rate(basis.ordersPerSecond())
            + ", "
            + basis.rateIs()
            + ".";
    if (sheet.prices().isEmpty()) {
      return "Quantities only: no prices were given (--prices). " + rate;
    }
    Double idle = sheet.idleAmountPer1000();
    return "1,000 orders cost "
        + money(sheet.amountPer1000())
        + (sheet.isPartial() ? " of what is both measured and priced" : "")
        + (idle == null
            ? ""
            : ", "
                + money(idle)
                + " of it for partitions that nothing asks for and consumers without a partition"
                + (sheet.unmeasuredPartitions() == 0
                    ? ""
                    : ", as far as that was measured: not for "
                        + sheet.unmeasuredPartitions()
                        + " of the partitions"))
        + ". "
        + rate;
  }

  /** Where the bytes come from, and what the words mean. */
  String notes() {
    return "Bytes are of one copy on disk: "
        + basis.bytesFrom()
        + ". Kept: all copies, once a topic has been in use for its retention at that rate. Spare:"
        + " partitions beyond the consumers of the largest group and beyond what records need if"
        + " none takes in more than one was seen to; not known: those of topics on which nothing was"
        + " seen that it could be told by. Events written again came to "
        + percent(basis.writtenAgainShare())
        + " of those written once, "
        + basis.repetitionFrom()
        + ": the study's own faults, overloads and replays are not in it.";
  }

  PlanTable owners() {
    PlanTable table =
        new PlanTable("By owner, for 1,000 orders")
            .text("Owner")
            .numbers("Records", "Calls", "Bytes", "Kept at the rate", "Partitions", "Spare")
            .numbers("Not known", "Consumers", "Idle");
    if (sheet.prices().isPresent()) {
      table.numbers("Cost of 1,000 orders");
    }
    for (CostSheet.Owner owner : sheet.owners()) {
      String[] cells = {
        owner.owner(),
        few(owner.recordsPer1000()),
        owner.callsPer1000() == null ? NOT_MEASURED : few(owner.callsPer1000()),
        bytes(owner.bytesPer1000()),
        bytes(owner.retainedBytes()),
        Integer.toString(owner.partitions()),
        Integer.toString(owner.sparePartitions()),
        Integer.toString(owner.unmeasuredPartitions()),
        Integer.toString(owner.consumers()),
        Integer.toString(owner.idleConsumers()),
        money(owner.amountPer1000())
      };
      table.row(sheet.prices().isPresent() ? cells : Arrays.copyOf(cells, cells.length - 1));
    }
    return table;
  }

  PlanTable topics() {
    PlanTable table =
        new PlanTable("Topics: retention and partitions")
            .text("Topic", "Owner")
            .numbers(
                "Records of 1,000 orders", "Bytes of a record", "Retention", "Kept at the rate")
            .numbers("Partitions", "Load against the most seen", "Spare");
    for (TopicQuantity topic : basis.topics()) {
      if (topic.recordsPer1000() > 0) {
        Double full = topic.utilisation(basis.ordersPerSecond());
        Integer spare = topic.sparePartitions(basis.ordersPerSecond());
        table.row(
            topic.topic(),
            topic.owner(),
            few(topic.recordsPer1000()),
            topic.bytesPerRecord() == null
                ? NOT_MEASURED
                : PlanWords.count(topic.bytesPerRecord()) + " B",
            kept(topic.retention()),
            bytes(topic.retainedBytes(basis.ordersPerSecond())),
            Integer.toString(topic.partitions()),
            full == null ? NOT_MEASURED : PlanWords.percent(full),
            spare == null ? NOT_MEASURED : Integer.toString(spare));
      }
    }
    return table;
  }

  /** A retention: whole days, or hours where it is not one of them. */
  private static String kept(Duration retention) {
    return retention.equals(Duration.ofDays(retention.toDays()))
        ? retention.toDays() + " d"
        : String.format(Locale.ROOT, "%,.1f h", retention.toSeconds() / 3_600.0);
  }

  /** A count that may be less than one, as of a topic that is seldom written. */
  private static String few(double count) {
    return count < 10 ? String.format(Locale.ROOT, "%.2f", count) : PlanWords.count(count);
  }

  /** How many topics had no record: they are in the owners' partitions all the same. */
  String silentTopics() {
    long silent = basis.topics().stream().filter(of -> of.recordsPer1000() == 0).count();
    return silent == 0
        ? ""
        : silent
            + " retry, dead-letter or other topics had no record at the highest sustained rate;"
            + " their partitions are counted with their owners.";
  }

  PlanTable stages() {
    PlanTable table =
        new PlanTable("Stages: repetition")
            .text("Stage", "Owner")
            .numbers("Records given", "Given again", "Failed calls")
            .numbers("Given again for each 100", "Called again for each 100");
    for (StageQuantity stage : basis.stages()) {
      table.row(
          stage.stage(),
          stage.owner(),
          String.format(Locale.ROOT, "%,d", stage.inputs()),
          String.format(Locale.ROOT, "%,d", stage.redelivered()),
          String.format(Locale.ROOT, "%,d", stage.failedAttempts()),
          two(100 * stage.deliveredAgain()),
          two(100 * stage.calledAgain()));
    }
    return table;
  }

  PlanTable money() {
    PlanTable table =
        new PlanTable("By kind")
            .text("For")
            .numbers("Quantity")
            .text("Unit")
            .numbers("Cost of 1,000 orders");
    if (sheet.prices().isEmpty()) {
      return table;
    }
    sheet
        .amountsByKind()
        .forEach(
            (kind, amount) ->
                table.row(
                    kind.name().toLowerCase(Locale.ROOT),
                    quantity(kind),
                    kind.unit(),
                    amount == null ? "not priced, or not measured" : money(amount)));
    return table;
  }

  private String quantity(Charge.Kind kind) {
    double sum = 0;
    for (Charge charge : sheet.charges()) {
      if (charge.kind() == kind) {
        Double quantity = charge.quantity();
        if (quantity == null) {
          return NOT_MEASURED;
        }
        sum += quantity;
      }
    }
    return significant(sum);
  }

  private String money(@Nullable Double amount) {
    return amount == null
        ? PlanWords.NONE
        : significant(amount) + " " + sheet.prices().map(PriceList::currency).orElse("");
  }

  private static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    int decimals = (int) Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(Math.abs(value)))));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  private static String bytes(@Nullable Double bytes) {
    if (bytes == null) {
      return NOT_MEASURED;
    }
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
