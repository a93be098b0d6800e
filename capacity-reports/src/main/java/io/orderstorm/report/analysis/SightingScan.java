package io.orderstorm.report.analysis;

import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.scan.ObservationScan;
import java.util.List;

/**
 * Reads what the observer saw on the pipeline's topics into the columns. The topics are read in the
 * order in which orders pass them. An event that is not the first of its kind of its order, not on
 * the topic on which such events belong, injected or replayed makes its order a suspect.
 */
final class SightingScan {

  private static final String ORDERS = "orders";
  private static final String INVENTORY = "inventory";
  private static final String PAYMENTS = "payments";
  private static final String FULFILMENT = "fulfilment";
  private static final String NOTIFICATIONS = "notifications";

  private static final List<String> ORDER =
      List.of(ORDERS, INVENTORY, PAYMENTS, FULFILMENT, NOTIFICATIONS);

  private final OrderColumns columns;
  private final ObserverWatch watch;
  private final TopicNumbers topics;
  private final Places injected;
  private final Places causes;
  private final int payments;
  private final boolean[] belongs = new boolean[256];

  /**
   * Begins to read.
   *
   * @param injected where message faults added records
   * @param causes takes up those of them that an event names as its cause
   */
  SightingScan(
      OrderColumns columns,
      ObserverWatch watch,
      TopicNumbers topics,
      Places injected,
      Places causes) {
    this.columns = columns;
    this.watch = watch;
    this.topics = topics;
    this.injected = injected;
    this.causes = causes;
    this.payments = topics.number(PAYMENTS);
  }

  /** The place of a topic among those that are to be read; others come last. */
  static int rank(String topic) {
    int rank = ORDER.indexOf(topic);
    return rank < 0 ? ORDER.size() : rank;
  }

  void read(TopicFile topic, ObservationScan scan) {
    int[] causeTopics = topics.of(scan.topics());
    for (EventType type : EventType.values()) {
      belongs[type.code()] = home(type).equals(topic.name);
    }
    while (scan.next()) {
      long received = scan.receivedNanos();
      topic.note(scan.partition(), scan.offset(), received);
      watch.see(scan.appendMillis(), received);
      int order = Math.toIntExact(scan.orderNumber());
      int causeTopic = scan.causeTopic();
      int cause = causeTopic == ObservationScan.NO_TOPIC ? -1 : causeTopics[causeTopic];
      if (injected.contains(cause, scan.causePartition(), scan.causeOffset())) {
        causes.add(cause, scan.causePartition(), scan.causeOffset());
      }
      if (order >= 0) {
        follow(topic, scan, order, cause);
      }
    }
  }

  private void follow(TopicFile topic, ObservationScan scan, int order, int causeTopic) {
    EventType type = scan.type();
    boolean ofPayment = causeTopic == payments;
    int mark = Mark.of(type, ofPayment);
    int marks = columns.marks.get(order);
    boolean odd =
        scan.flags() != 0
            || scan.revision() != 0
            || (marks & mark) != 0
            || !belongs[type.code()]
            || injected.contains(topic.number, scan.partition(), scan.offset())
            || (scan.eventIdHigh() == 0 && scan.eventIdLow() == 0);
    int sequenced = scan.keySequence() > 0 ? Mark.SEQUENCED : 0;
    columns.marks.set(order, marks | mark | sequenced | (odd ? Mark.SUSPECT : 0));
    if (!odd && columns.isPromised(order)) {
      link(topic, scan, order, causeTopic, type, marks);
    }
  }

  private static String home(EventType type) {
    return switch (type) {
      case ORDER_PLACED, ORDER_AMENDED, ORDER_CANCELLED -> ORDERS;
      case STOCK_RESERVED, STOCK_REJECTED, STOCK_RELEASED -> INVENTORY;
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED -> PAYMENTS;
      case ORDER_DISPATCHED, ORDER_COMPENSATED -> FULFILMENT;
      case CUSTOMER_NOTIFIED -> NOTIFICATIONS;
      case UNKNOWN -> "";
    };
  }

  /** Adds what others should name as their cause, and takes off what this one names as its own. */
  private void link(
      TopicFile topic,
      ObservationScan scan,
      int order,
      int causeTopic,
      EventType type,
      int before) {
    long received = scan.receivedNanos();
    switch (type) {
      case ORDER_PLACED -> balance(order, own(Link.PLACEMENT, topic, scan));
      case STOCK_RESERVED, STOCK_REJECTED -> {
        columns.set(OrderTime.STOCK, order, received);
        long link = own(Link.STOCK, topic, scan) - cause(Link.PLACEMENT, scan, causeTopic);
        boolean reserved = type == EventType.STOCK_RESERVED;
        balance(order, reserved ? link + told(EffectType.RESERVE, scan) : link);
      }
      case STOCK_RELEASED -> {
        columns.set(OrderTime.RELEASED, order, received);
        balance(order, told(EffectType.RELEASE, scan) - cause(Link.END, scan, causeTopic));
      }
      case PAYMENT_CONFIRMED, PAYMENT_DECLINED, PAYMENT_SKIPPED -> {
        columns.set(OrderTime.PAYMENT, order, received);
        long link = 2 * own(Link.PAYMENT, topic, scan) - cause(Link.STOCK, scan, causeTopic);
        boolean paid = type == EventType.PAYMENT_CONFIRMED;
        balance(order, paid ? link + told(EffectType.CHARGE, scan) : link);
      }
      case ORDER_DISPATCHED -> {
        columns.set(OrderTime.END, order, received);
        long link = own(Link.END, topic, scan) - cause(Link.PAYMENT, scan, causeTopic);
        balance(order, link + told(EffectType.DISPATCH, scan));
      }
      case ORDER_COMPENSATED -> {
        columns.set(OrderTime.END, order, received);
        int followers = (before & Mark.RESERVED) != 0 ? 2 : 1;
        long link = followers * own(Link.END, topic, scan);
        balance(order, link - cause(Link.PAYMENT, scan, causeTopic));
      }
      case CUSTOMER_NOTIFIED -> {
        boolean ofPayment = causeTopic == payments;
        columns.set(
            ofPayment ? OrderTime.PAYMENT_NOTIFIED : OrderTime.END_NOTIFIED, order, received);
        long link = -cause(ofPayment ? Link.PAYMENT : Link.END, scan, causeTopic);
        balance(order, link + told(EffectType.NOTIFY, scan));
      }
      case ORDER_AMENDED, ORDER_CANCELLED, UNKNOWN -> {}
    }
  }

  private void balance(int order, long link) {
    columns.balances.add(order, link);
  }

  private static long own(int kind, TopicFile topic, ObservationScan scan) {
    return Link.event(
        kind, scan.eventIdHigh(), scan.eventIdLow(), topic.number, scan.partition(), scan.offset());
  }

  private static long cause(int kind, ObservationScan scan, int causeTopic) {
    return Link.event(
        kind,
        scan.causeIdHigh(),
        scan.causeIdLow(),
        causeTopic,
        scan.causePartition(),
        scan.causeOffset());
  }

  private static long told(EffectType effect, ObservationScan scan) {
    return Link.told(effect, scan.causeIdHigh(), scan.causeIdLow());
  }
}
