package io.orderstorm.simulator.order;

/**
 * What becomes of an order for reasons of its own (not the pipeline's): a pure function of seed and
 * order number. Downstream services ask it, and whoever wants to know the right answers may too.
 */
public final class OrderFates {
  private static final int FOLLOW_UP = 100;
  private static final int KIND_OF_FOLLOW_UP = 101;
  private static final int STOCK = 102;
  private static final int PAYMENT = 103;
  private static final double AMENDED_OF_FOLLOW_UPS = 0.6;

  private final long seed;
  private final OrderProfile.Shares shares;

  public OrderFates(OrderProfile profile) {
    this.seed = profile.seed();
    this.shares = profile.shares();
  }

  public FollowUp followUp(long number) {
    if (!falls(shares.followUps(), number, FOLLOW_UP)) {
      return FollowUp.NONE;
    }
    return falls(AMENDED_OF_FOLLOW_UPS, number, KIND_OF_FOLLOW_UP)
        ? FollowUp.AMEND
        : FollowUp.CANCEL;
  }

  public boolean outOfStock(long number) {
    return falls(shares.outOfStock(), number, STOCK);
  }

  public boolean declined(long number) {
    return falls(shares.declined(), number, PAYMENT);
  }

  private boolean falls(double share, long number, int field) {
    return share > 0 && Chance.unit(Chance.bits(seed, number, field)) < share;
  }
}
