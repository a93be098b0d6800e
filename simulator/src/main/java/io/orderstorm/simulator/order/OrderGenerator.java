package io.orderstorm.simulator.order;

import java.util.stream.IntStream;

/** Makes any order of a profile from its number alone. Immutable, for any number of threads. */
public final class OrderGenerator {
  private static final int CUSTOMER = 1;
  private static final int LINES = 2;
  private static final int SESSION = 3;
  private static final int FIRST_LINE = 4;
  private static final int MOST_OF_ONE_SKU = 3;

  /** The customers who come back most are kept, the others are made when they order. */
  private static final int REGULARS = 32_768;

  private final OrderProfile profile;
  private final Zipf skuRanks;
  private final Zipf customerRanks;
  private final Sku[] catalogue;
  private final Customer[] regulars;
  private final String orderIdPrefix;

  public OrderGenerator(OrderProfile profile) {
    this.profile = profile;
    this.skuRanks = new Zipf(profile.skus(), profile.skuSkew());
    this.customerRanks = new Zipf(profile.customers(), profile.customerSkew());
    this.catalogue =
        IntStream.range(0, profile.skus())
            .mapToObj(index -> Sku.of(profile.seed(), index))
            .toArray(Sku[]::new);
    this.regulars =
        IntStream.range(0, Math.min(REGULARS, profile.customers()))
            .mapToObj(index -> Customer.of(profile.seed(), index))
            .toArray(Customer[]::new);
    this.orderIdPrefix = OrderIds.prefix(profile.seed());
  }

  public OrderProfile profile() {
    return profile;
  }

  /** Fills the row with order {@code number}. */
  public void generate(long number, Order into) {
    long seed = profile.seed();
    var customer = customer(customerRanks.rank(Chance.bits(seed, number, CUSTOMER)));
    into.start(number, customer, Chance.bits(seed, number, SESSION));
    var range = profile.lines();
    int lines =
        range.min() + Chance.below(range.max() - range.min() + 1, Chance.bits(seed, number, LINES));
    for (int line = 0; line < lines; line++) {
      addLine(into, customer, Chance.bits(seed, number, FIRST_LINE + 2 * line), line);
    }
  }

  /** Text id of order {@code number}: {@code OS-<seed in 8 hex>-<number in 10 digits>}. */
  public String orderId(long number) {
    return OrderIds.of(orderIdPrefix, number);
  }

  private void addLine(Order into, Customer customer, long bits, int line) {
    var sku = catalogue[skuRanks.rank(bits)];
    long how = Chance.bits(profile.seed(), into.number(), FIRST_LINE + 2 * line + 1);
    // Most people take one.
    int quantity = 1 + Math.max(0, Chance.below(MOST_OF_ONE_SKU + 3, how) - 3);
    long price = Math.max(1, (long) sku.cents() * customer.minorPerEuro() / 100);
    into.addLine(sku, quantity, price);
  }

  private Customer customer(int rank) {
    return rank < regulars.length ? regulars[rank] : Customer.of(profile.seed(), rank);
  }
}
