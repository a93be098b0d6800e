package io.orderstorm.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Poison: records are added to a topic. They never replace orders, so that what was promised stays
 * countable.
 *
 * @param kinds what is wrong with them; several kinds take turns
 * @param takes how long the service works on slow poison at least; of no matter for other kinds
 */
public record MessageFault(
    String name,
    Duration at,
    Duration lasting,
    Set<Kind> kinds,
    Amount amount,
    String topic,
    Duration takes)
    implements Fault {

  public static final String DEFAULT_TOPIC = "orders";

  /** Many times what is usual, and still less than callers wait. */
  public static final Duration USUALLY_TAKES = Duration.ofMillis(300);

  /** A fault whose slow poison, if it has any, is as slow as is usual. */
  public MessageFault(
      String name, Duration at, Duration lasting, Set<Kind> kinds, Amount amount, String topic) {
    this(name, at, lasting, kinds, amount, topic, USUALLY_TAKES);
  }

  public MessageFault {
    Required.window(name, at, lasting);
    Required.text(topic, "Fault '" + name + "': topic");
    Required.positive(takes.toMillis(), "Fault '" + name + "': takes, in milliseconds,");
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException(
          "Fault '" + name + "': kinds must name at least one of " + Kind.allowed());
    }
    kinds = inOrder(kinds);
  }

  private static Set<Kind> inOrder(Collection<Kind> kinds) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
  }

  @Override
  public String describe() {
    var names = kinds.stream().map(Kind::text).collect(Collectors.joining(", "));
    return topic + ": " + amount.text() + " added as poison (" + names + ")";
  }

  @Override
  public MessageFault occurrence(String name, Duration at) {
    return new MessageFault(name, at, lasting, kinds, amount, topic, takes);
  }

  /** Whether consumers are expected to die of it. */
  public boolean crashes() {
    return kinds.contains(Kind.CRASH_POISON);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.message(this);
  }

  /** What is wrong with an injected record. */
  public enum Kind {
    /** Bytes that are no Avro at all. */
    MALFORMED(Disposition.DEAD_LETTERED),
    /** A well-formed header with a schema fingerprint that nobody knows. */
    UNKNOWN_SCHEMA(Disposition.DEAD_LETTERED),
    /** A well-formed order whose amount is below zero. */
    NEGATIVE_AMOUNT(Disposition.DEAD_LETTERED),
    /** An order that ends in the middle. */
    TRUNCATED_AVRO(Disposition.DEAD_LETTERED),
    /** An order in a version of its schema that consumers know, but can't read. */
    INCOMPATIBLE_SCHEMA(Disposition.DEAD_LETTERED),
    /** A well-formed order of goods that nobody sells. */
    UNKNOWN_SKU(Disposition.DEAD_LETTERED),
    /** A sound order without a key, so without a place in any order of events. */
    NULL_KEY(Disposition.DEAD_LETTERED),
    /** A key without a value, on a topic where nothing is deleted. */
    TOMBSTONE(Disposition.DEAD_LETTERED),
    /** A sound order, but larger than consumers take. */
    OVERSIZED(Disposition.DEAD_LETTERED),
    /** An event that can't come at this place: a payment before its order. */
    IMPOSSIBLE_TRANSITION(Disposition.DEAD_LETTERED),
    /** An order that was placed seconds before, once more. */
    DUPLICATE_EVENT_ID(Disposition.IGNORED),
    /**
     * An amendment of an order that was placed seconds before, with an event id of its own and a
     * place among the events of its key that is not behind what is known of the order by then. It
     * is ignored as superseded: to apply it would put an older state over a newer one, and to
     * dead-letter it would ask a person to look at what nobody can want to be redriven.
     */
    OUT_OF_ORDER(Disposition.IGNORED),
    /** An order whose lines lie in one another, thousands of levels deep. */
    DEEP_NESTING(Disposition.DEAD_LETTERED),
    /**
     * A sound order on which the service works for long: nobody's fault, so nobody's dead letter.
     */
    SLOW_POISON(Disposition.PROCESSED_SLOWLY),
    /** A sound order that ends the process of whoever handles it, again and again. */
    CRASH_POISON(Disposition.DEAD_LETTERED);

    private final Disposition disposition;

    Kind(Disposition disposition) {
      this.disposition = disposition;
    }

    /** What a pipeline that works does with it. */
    public Disposition disposition() {
      return disposition;
    }

    /** As a scenario writes it: {@code unknown-schema}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads {@code malformed}, {@code unknown-schema} and so on.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Kind parse(String text) {
      for (var kind : values()) {
        if (kind.text().equals(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "A message fault's kind is one of " + allowed() + ", but is '" + text + "'");
    }

    private static String allowed() {
      return EnumSet.allOf(Kind.class).stream().map(Kind::text).collect(Collectors.joining(", "));
    }
  }

  /** What a pipeline that works does with an injected record. */
  public enum Disposition {
    /** Given up, with all that a triage needs. */
    DEAD_LETTERED,
    /** Known already, or superseded: no effect of its own. */
    IGNORED,
    /** Handled like any other, only later; in no dead-letter queue. */
    PROCESSED_SLOWLY
  }

  /** How many records are added. */
  public sealed interface Amount {

    /** {@code 0.5% of the offered load}, {@code 200 records}. */
    String text();

    <R> R match(AmountCases<R> cases);
  }

  /** So many for each order that the load offers while the fault stands. */
  public record Share(Ratio ofOfferedLoad) implements Amount {
    public Share {
      if (ofOfferedLoad.equals(Ratio.NONE)) {
        throw new IllegalArgumentException("share must be above 0%, or it has no effect");
      }
    }

    @Override
    public String text() {
      return ofOfferedLoad + " of the offered load";
    }

    @Override
    public <R> R match(AmountCases<R> cases) {
      return cases.share(this);
    }
  }

  /** So many in all, spread evenly over the fault. */
  public record Count(long records) implements Amount {
    public Count {
      Required.positive(records, "count");
    }

    @Override
    public String text() {
      return records + " records";
    }

    @Override
    public <R> R match(AmountCases<R> cases) {
      return cases.count(this);
    }
  }

  /**
   * One near each of these orders.
   *
   * @param orders numbers in the load's schedule, from 0; sorted, each once
   */
  public record Positions(List<Long> orders) implements Amount {
    public Positions {
      orders = orders.stream().sorted().distinct().toList();
      if (orders.isEmpty()) {
        throw new IllegalArgumentException("positions must name at least one order, such as [100]");
      }
      Required.notNegative(orders.get(0), "a position");
    }

    @Override
    public String text() {
      return orders.size()
          + " records near "
          + orders.stream().map(String::valueOf).collect(Collectors.joining(", ", "orders ", ""));
    }

    @Override
    public <R> R match(AmountCases<R> cases) {
      return cases.positions(this);
    }
  }

  /** One function for each way to say how many. */
  public interface AmountCases<R> {
    R share(Share amount);

    R count(Count amount);

    R positions(Positions amount);
  }
}
