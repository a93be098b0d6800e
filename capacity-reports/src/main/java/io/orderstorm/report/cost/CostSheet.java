package io.orderstorm.report.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What 1,000 orders use and cost, in all and by owner.
 *
 * @param prices empty if there are none: then there is no money
 * @param charges every line; those of one owner stand together, owners in alphabetical order
 * @param owners the same by owner
 */
public record CostSheet(
    CostBasis basis, Optional<PriceList> prices, List<Charge> charges, List<Owner> owners) {

  private static final double GIGABYTE = 1e9;

  /**
   * What an owner uses.
   *
   * @param sparePartitions of the topics whose use was measured
   * @param unmeasuredPartitions of the others: whether they are spare is not known
   * @param callsPer1000 null if calls of any of its services were not measured
   * @param bytesPer1000 on disk, of one copy, for each 1,000 orders; null if bytes of any of its
   *     topics were not measured
   * @param retainedBytes of all copies at the rate; null with it
   * @param amountPer1000 of what has a quantity and a price; null if nothing has
   */
  public record Owner(
      String owner,
      int partitions,
      int sparePartitions,
      int unmeasuredPartitions,
      int consumers,
      int idleConsumers,
      double recordsPer1000,
      @Nullable Double callsPer1000,
      @Nullable Double bytesPer1000,
      @Nullable Double retainedBytes,
      @Nullable Double amountPer1000) {}

  public CostSheet {
    charges = List.copyOf(charges);
    owners = List.copyOf(owners);
  }

  /** Draws it up. */
  public static CostSheet of(CostBasis basis, Optional<PriceList> prices) {
    List<Charge> charges = new ArrayList<>();
    List<Owner> owners = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    basis.topics().forEach(topic -> names.add(topic.owner()));
    basis.stages().forEach(stage -> names.add(stage.owner()));
    for (String name : names) {
      List<Charge> own = charges(basis, prices, name);
      charges.addAll(own);
      owners.add(owner(basis, name, own));
    }
    return new CostSheet(basis, prices, charges, owners);
  }

  private static List<Charge> charges(CostBasis basis, Optional<PriceList> prices, String owner) {
    List<Charge> charges = new ArrayList<>();
    double hours = basis.hoursPer1000();
    for (TopicQuantity topic : basis.topics()) {
      if (topic.owner().equals(owner)) {
        Double byteMonths = topic.byteMonthsPer1000();
        charges.add(
            new Charge(
                owner,
                Charge.Kind.STORAGE,
                topic.topic(),
                byteMonths == null ? null : byteMonths / GIGABYTE,
                prices.map(PriceList::byteMonth).map(price -> price * GIGABYTE).orElse(null)));
        charges.add(
            new Charge(
                owner,
                Charge.Kind.PARTITIONS,
                topic.topic(),
                topic.partitions() * hours,
                prices.map(PriceList::partitionHour).orElse(null)));
      }
    }
    for (StageQuantity stage : basis.stages()) {
      if (stage.owner().equals(owner)) {
        charges.add(
            new Charge(
                owner,
                Charge.Kind.CONSUMERS,
                stage.stage(),
                stage.consumers() * hours,
                prices.map(PriceList::consumerHour).orElse(null)));
        charges.add(
            new Charge(
                owner,
                Charge.Kind.CALLS,
                stage.service(),
                stage.callsPer1000(),
                prices.map(list -> list.call().get(stage.service())).orElse(null)));
      }
    }
    return charges;
  }

  private static Owner owner(CostBasis basis, String name, List<Charge> charges) {
    List<TopicQuantity> topics =
        basis.topics().stream().filter(topic -> topic.owner().equals(name)).toList();
    List<StageQuantity> stages =
        basis.stages().stream().filter(stage -> stage.owner().equals(name)).toList();
    double rate = basis.ordersPerSecond();
    return new Owner(
        name,
        topics.stream().mapToInt(TopicQuantity::partitions).sum(),
        topics.stream()
            .map(topic -> topic.sparePartitions(rate))
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .sum(),
        topics.stream()
            .filter(topic -> topic.sparePartitions(rate) == null)
            .mapToInt(TopicQuantity::partitions)
            .sum(),
        stages.stream().mapToInt(StageQuantity::consumers).sum(),
        stages.stream().mapToInt(StageQuantity::idle).sum(),
        topics.stream().mapToDouble(TopicQuantity::recordsPer1000).sum(),
        sum(stages.stream().map(StageQuantity::callsPer1000).toList()),
        sum(topics.stream().map(TopicQuantity::bytesPer1000).toList()),
        sum(topics.stream().map(topic -> topic.retainedBytes(rate)).toList()),
        known(charges));
  }

  /** Null if any of them is. */
  private static @Nullable Double sum(List<@Nullable Double> values) {
    double sum = 0;
    for (Double value : values) {
      if (value == null) {
        return null;
      }
      sum += value;
    }
    return sum;
  }

  private static @Nullable Double known(List<Charge> charges) {
    List<Double> amounts = charges.stream().map(Charge::amount).filter(Objects::nonNull).toList();
    return amounts.isEmpty()
        ? null
        : Double.valueOf(amounts.stream().mapToDouble(Double::doubleValue).sum());
  }

  /** What is priced of 1,000 orders; null if nothing is. */
  public @Nullable Double amountPer1000() {
    return known(charges);
  }

  /** What is priced, by kind; a kind of which nothing is has null. */
  public Map<Charge.Kind, @Nullable Double> amountsByKind() {
    Map<Charge.Kind, @Nullable Double> amounts = new LinkedHashMap<>();
    for (Charge.Kind kind : Charge.Kind.values()) {
      amounts.put(kind, known(charges.stream().filter(of -> of.kind() == kind).toList()));
    }
    return amounts;
  }

  /**
   * What of 1,000 orders goes to partitions that nothing is known to ask for and consumers that
   * have nothing to read; null without a price for what there is of them. Partitions whose use was
   * not measured are not in it.
   */
  public @Nullable Double idleAmountPer1000() {
    double hours = basis.hoursPer1000();
    int spare = owners.stream().mapToInt(Owner::sparePartitions).sum();
    int idle = owners.stream().mapToInt(Owner::idleConsumers).sum();
    Double partition = prices.map(PriceList::partitionHour).orElse(null);
    Double consumer = prices.map(PriceList::consumerHour).orElse(null);
    if ((partition == null && consumer == null)
        || (partition == null && spare > 0)
        || (consumer == null && idle > 0)) {
      return null;
    }
    return hours
        * ((partition == null ? 0 : spare * partition) + (consumer == null ? 0 : idle * consumer));
  }

  /** Partitions of which it is not known whether anything asks for them. */
  public int unmeasuredPartitions() {
    return owners.stream().mapToInt(Owner::unmeasuredPartitions).sum();
  }

  /** Whether a line has no quantity, or prices are given and it has no price. */
  public boolean isPartial() {
    return charges.stream()
        .anyMatch(of -> of.quantity() == null || (prices.isPresent() && of.price() == null));
  }
}
