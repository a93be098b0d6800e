package io.orderstorm.simulator.replay;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which keys a scope holds. Keys are compared as text in UTF-8. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Keys.Any.class, name = "any"),
  @JsonSubTypes.Type(value = Keys.OneOf.class, name = "one-of"),
  @JsonSubTypes.Type(value = Keys.Between.class, name = "between")
})
public sealed interface Keys {

  /** Whether a key belongs to the scope; {@code null} is a record without a key. */
  boolean include(@Nullable String key);

  /** Whether the scope is bounded by its keys alone. */
  default boolean areBounded() {
    return false;
  }

  /** Every key, and records without one. */
  record Any() implements Keys {
    @Override
    public boolean include(@Nullable String key) {
      return true;
    }
  }

  /** Exactly these. */
  record OneOf(Set<String> keys) implements Keys {
    public OneOf {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("a list of keys names at least one");
      }
      keys = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    }

    @Override
    public boolean include(@Nullable String key) {
      return key != null && keys.contains(key);
    }

    @Override
    public boolean areBounded() {
      return true;
    }
  }

  /**
   * Those that sort from {@code first} to {@code last}, both included. A bound of its own: how many
   * that are, the plan counts, and the policy limits.
   */
  record Between(String first, String last) implements Keys {
    public Between {
      if (first.compareTo(last) > 0) {
        throw new IllegalArgumentException(
            "a range of keys goes upwards, but " + first + " sorts after " + last);
      }
    }

    @Override
    public boolean include(@Nullable String key) {
      return key != null && first.compareTo(key) <= 0 && key.compareTo(last) <= 0;
    }

    @Override
    public boolean areBounded() {
      return true;
    }
  }
}
