package io.orderstorm.simulator.order;

import java.util.Arrays;

/**
 * One order as a row that {@link OrderGenerator#generate} fills again and again, so that making an
 * order costs no garbage. Belongs to one thread.
 */
public final class Order {
  static final int MOST_LINES = 32;
  private static final Sku[] NO_SKUS = new Sku[MOST_LINES];
  private static final Customer NOBODY = Customer.of(0, 0);

  private final Sku[] skus = Arrays.copyOf(NO_SKUS, MOST_LINES);
  private final int[] quantities = new int[MOST_LINES];
  private final long[] unitPrices = new long[MOST_LINES];
  private long number;
  private int lines;
  private long amountMinor;
  private long session;
  private Customer customer = NOBODY;

  void start(long number, Customer customer, long session) {
    this.number = number;
    this.customer = customer;
    this.session = session;
    this.lines = 0;
    this.amountMinor = 0;
  }

  void addLine(Sku sku, int quantity, long unitPriceMinor) {
    skus[lines] = sku;
    quantities[lines] = quantity;
    unitPrices[lines] = unitPriceMinor;
    amountMinor += quantity * unitPriceMinor;
    lines++;
  }

  /** Position in the generator's sequence, from 0. */
  public long number() {
    return number;
  }

  public Customer customer() {
    return customer;
  }

  /** What identifies the shopping session: any 64 bits. */
  public long session() {
    return session;
  }

  public int lines() {
    return lines;
  }

  public Sku sku(int line) {
    return skus[line];
  }

  public int quantity(int line) {
    return quantities[line];
  }

  public long unitPriceMinor(int line) {
    return unitPrices[line];
  }

  public long amountMinor() {
    return amountMinor;
  }

  public String currency() {
    return customer.currency();
  }
}
