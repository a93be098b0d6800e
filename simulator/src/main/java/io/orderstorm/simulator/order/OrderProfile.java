package io.orderstorm.simulator.order;

/**
 * Everything that the orders of a run depend on. Two equal profiles give the same orders.
 *
 * @param seed 0 to 2³²−1
 * @param skus size of the catalogue
 * @param skuSkew Zipf exponent of SKU popularity; 0 is uniform
 * @param customers number of customers who order
 * @param customerSkew Zipf exponent of how often a customer comes back; 0 is uniform
 * @param lines how many lines an order has
 * @param shares which orders take another course than the usual one
 * @param key what the topics are keyed by
 */
public record OrderProfile(
    long seed,
    int skus,
    double skuSkew,
    int customers,
    double customerSkew,
    Lines lines,
    Shares shares,
    KeyBy key) {

  private static final int LARGEST_POPULATION = 10_000_000;

  public OrderProfile {
    require(seed >= 0 && seed <= 0xFFFF_FFFFL, "seed", "0 to 4294967295", seed);
    require(skus >= 1 && skus <= LARGEST_POPULATION, "skus", "1 to 10000000", skus);
    require(skuSkew >= 0 && skuSkew <= 10, "skuSkew", "0 to 10", skuSkew);
    require(
        customers >= 1 && customers <= LARGEST_POPULATION, "customers", "1 to 10000000", customers);
    require(customerSkew >= 0 && customerSkew <= 10, "customerSkew", "0 to 10", customerSkew);
  }

  /** A shop of 5,000 SKUs and 20,000 customers, keyed by order. */
  public static OrderProfile ofSeed(long seed) {
    return new OrderProfile(
        seed, 5_000, 1.1, 20_000, 0.6, new Lines(1, 5), Shares.USUAL, KeyBy.ORDER);
  }

  public OrderProfile withShares(Shares other) {
    return new OrderProfile(seed, skus, skuSkew, customers, customerSkew, lines, other, key);
  }

  public OrderProfile withKey(KeyBy other) {
    return new OrderProfile(seed, skus, skuSkew, customers, customerSkew, lines, shares, other);
  }

  /** How many lines an order has, both ends included, each number equally likely. */
  public record Lines(int min, int max) {
    public Lines {
      require(
          min >= 1 && max >= min && max <= Order.MOST_LINES, "lines", "1..32", min + ".." + max);
    }
  }

  /**
   * Shares of all orders, each from 0 to 1 and drawn independently of the others.
   *
   * @param followUps orders that their customer later amends (three in five) or cancels (two)
   * @param outOfStock orders that inventory rejects
   * @param declined orders whose payment is declined, if it comes to that
   */
  public record Shares(double followUps, double outOfStock, double declined) {
    public static final Shares USUAL = new Shares(0.05, 0.01, 0.02);
    public static final Shares NONE = new Shares(0, 0, 0);

    public Shares {
      requireShare(followUps, "followUps");
      requireShare(outOfStock, "outOfStock");
      requireShare(declined, "declined");
    }

    private static void requireShare(double share, String name) {
      require(share >= 0 && share <= 1, name, "a share from 0 to 1", share);
    }
  }

  private static void require(boolean holds, String name, String expected, Object given) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + expected + ", not " + given);
    }
  }
}
