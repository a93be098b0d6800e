package io.orderstorm.fault.toxiproxy.toxic;

import java.util.Map;
import java.util.Optional;

/** One attribute of a toxic: its name, default and range. */
record AttributeRule(String name, Number fallback, double least, double most, boolean whole) {

  Optional<Object> find(Map<String, ?> given) {
    return given.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .<Object>map(Map.Entry::getValue)
        .findFirst();
  }

  Number check(Object value) {
    if (!(value instanceof Number number) || (whole && !isWhole(number))) {
      throw new IllegalArgumentException(
          "attribute "
              + name
              + " must be "
              + (whole ? "an integer" : "a number")
              + ", but is "
              + value);
    }
    if (!(number.doubleValue() >= least && number.doubleValue() <= most)) {
      throw new IllegalArgumentException(
          "attribute "
              + name
              + " must be between "
              + inWords(least)
              + " and "
              + inWords(most)
              + ", but is "
              + value);
    }
    return whole ? (Number) number.longValue() : (Number) number.doubleValue();
  }

  private String inWords(double limit) {
    return whole ? Long.toString((long) limit) : Double.toString(limit);
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte;
  }
}
