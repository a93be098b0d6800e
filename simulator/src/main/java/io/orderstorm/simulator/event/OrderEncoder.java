package io.orderstorm.simulator.event;

import io.orderstorm.simulator.order.FollowUp;
import io.orderstorm.simulator.order.Order;
import io.orderstorm.simulator.order.OrderGenerator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Encodes what customers do: place, amend, cancel. Keeps a row and a buffer, so it belongs to one
 * thread.
 *
 * <p>For an order to be the same bytes on every machine, {@code occurredAt} is the order's time in
 * the shop's own calendar: order <em>n</em> is placed <em>n</em> milliseconds after the campaign
 * opens (27 November 2026, 00:00 UTC), and followed up a minute later. When it really was sent is
 * in the record's timestamp.
 */
public final class OrderEncoder {
  static final int TEXTS_AFTER_LINES = 10;

  private static final String NO_SKU = "SKU-none";
  private static final int OVERSIZED_TEXT = 512 * 1024;

  private static final long CAMPAIGN_OPENS_MILLIS = 1_795_737_600_000L;
  private static final long FOLLOWED_UP_AFTER_MILLIS = 60_000;
  private static final String[] CHANNELS = {"web", "app", "marketplace", "store"};
  private static final String[] METHODS = {"card", "paypal", "invoice", "direct-debit"};

  private static final String[] USER_AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile Safari/604.1",
    "OrderApp/7.12 (Android 15; Pixel 9)",
    "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0 Safari/537.36"
  };

  private final OrderGenerator generator;
  private final Order order = new Order();
  private final AvroWriter out = new AvroWriter();

  public OrderEncoder(OrderGenerator generator) {
    this.generator = generator;
  }

  /** OrderPlaced of order {@code number}; {@link #order()} then shows that order. */
  public byte[] placed(long number) {
    generator.generate(number, order);
    writeStart(EventType.ORDER_PLACED, order.amountMinor());
    writeLines(null);
    writeDelivery(userAgent());
    return out.copy();
  }

  /** What can be wrong with a placed order that is well-formed. */
  enum Flaw {
    NONE,
    /** The total is below zero. */
    NEGATIVE_AMOUNT,
    /** No line's SKU is known. */
    UNKNOWN_SKU,
    /** Half a mebibyte of user agent. */
    OVERSIZED
  }

  /** A placed order with a flaw, under the given identity. */
  byte[] placedWith(Flaw flaw, long template, EventMeta meta) {
    generator.generate(template, order);
    out.reset();
    long amount = flaw == Flaw.NEGATIVE_AMOUNT ? -order.amountMinor() : order.amountMinor();
    EventCodec.writeStart(out, meta, order.customer().id(), amount, order.currency());
    writeLines(flaw == Flaw.UNKNOWN_SKU ? NO_SKU : null);
    writeDelivery(flaw == Flaw.OVERSIZED ? "x".repeat(OVERSIZED_TEXT) : userAgent());
    return out.copy();
  }

  /** A placed order in a version of its schema that can't be read, under the given identity. */
  byte[] placedInUnreadableVersion(long template, EventMeta meta) {
    generator.generate(template, order);
    out.reset();
    EventCodec.writeUnreadable(out, meta, order.customer().id(), order.currency());
    return out.copy();
  }

  /**
   * A placed order whose lines are a chain, under the given identity.
   *
   * @param links how many lines the chain has: those of the order, again and again
   */
  byte[] placedAsChain(long template, EventMeta meta, int links) {
    generator.generate(template, order);
    out.reset();
    EventCodec.writeChainedStart(
        out, meta, order.customer().id(), order.amountMinor(), order.currency());
    for (int link = 0; link < links; link++) {
      int line = link % order.lines();
      out.number(1);
      out.text(order.sku(line).id());
      out.text("");
      out.number(order.quantity(line));
      out.number(order.unitPriceMinor(line));
    }
    out.number(0);
    writeDelivery(userAgent());
    return out.copy();
  }

  /** An amendment of order {@code number} under an identity of its own. */
  byte[] amendment(long number, EventMeta meta) {
    generator.generate(number, order);
    out.reset();
    EventCodec.writeStart(out, meta, order.customer().id(), order.amountMinor(), order.currency());
    out.text("please leave it at the door");
    return out.copy();
  }

  /** OrderAmended or OrderCancelled of order {@code number}. */
  public byte[] followUp(long number, FollowUp what) {
    if (what == FollowUp.NONE) {
      throw new IllegalArgumentException("order " + number + " has no follow-up");
    }
    generator.generate(number, order);
    boolean cancel = what == FollowUp.CANCEL;
    writeStart(cancel ? EventType.ORDER_CANCELLED : EventType.ORDER_AMENDED, order.amountMinor());
    out.text(cancel ? "changed my mind" : "please leave it with the neighbours");
    return out.copy();
  }

  /** The order encoded last, until the next one is. */
  public Order order() {
    return order;
  }

  private void writeStart(EventType type, long amountMinor) {
    String orderId = generator.orderId(order.number());
    long millis = CAMPAIGN_OPENS_MILLIS + order.number();
    if (type != EventType.ORDER_PLACED) {
      millis += FOLLOWED_UP_AFTER_MILLIS;
    }
    var meta =
        new EventMeta(
            type,
            EventIds.of(orderId, type, Cause.NONE.id(), 0),
            orderId,
            order.number(),
            Cause.NONE,
            0,
            TimeUnit.MILLISECONDS.toMicros(millis));
    out.reset();
    EventCodec.writeStart(out, meta, order.customer().id(), amountMinor, order.currency());
  }

  private void writeLines(@Nullable String insteadOfSkus) {
    out.number(order.lines());
    for (int line = 0; line < order.lines(); line++) {
      var sku = order.sku(line);
      out.text(insteadOfSkus == null ? sku.id() : insteadOfSkus);
      out.text(sku.title());
      out.number(order.quantity(line));
      out.number(order.unitPriceMinor(line));
    }
    out.number(0);
  }

  private String userAgent() {
    return USER_AGENTS[(int) (order.session() >>> 4 & 3)];
  }

  private void writeDelivery(String userAgent) {
    var customer = order.customer();
    out.text(customer.name());
    out.text(customer.street());
    out.text(customer.postalCode());
    out.text(customer.city());
    out.text(customer.country());
    out.text(customer.phone());
    out.text(customer.email());
    long session = order.session();
    out.text(CHANNELS[(int) (session & 3)]);
    out.text(METHODS[(int) (session >>> 2 & 3)]);
    out.text(userAgent);
    out.id(session, Long.reverse(session));
  }
}
