package io.orderstorm.fault;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Poison: records are added to a topic. They never replace orders, so that what was promised stays
 * countable.
 *
 * @param kinds what is wrong with them; several kinds take turns
 */
public record MessageFault(
    String name, Duration at, Duration lasting, Set<Kind> kinds, Amount amount, String topic)
    implements Fault {

  public static final String DEFAULT_TOPIC = "orders";

  public MessageFault {
    Required.window(name, at, lasting);
    Required.text(topic, "Fault '" + name + "': topic");
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
    return new MessageFault(name, at, lasting, kinds, amount, topic);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.message(this);
  }

  /** What is wrong with an injected record. */
  public enum Kind {
    /** Bytes that are no Avro at all. */
    MALFORMED,
    /** A well-formed header with a schema fingerprint that nobody knows. */
    UNKNOWN_SCHEMA,
    /** A well-formed order whose amount is below zero. */
    NEGATIVE_AMOUNT;

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

  /** One function for each way to say how many. */
  public interface AmountCases<R> {
    R share(Share amount);

    R count(Count amount);
  }
}
