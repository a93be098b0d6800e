package io.orderstorm.fault.toxiproxy.toxic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers that a toxic is set with, complete and within their ranges, in the order of the API.
 */
public record Attributes(Map<String, Number> values) {

  public Attributes {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  long whole(String name) {
    return number(name).longValue();
  }

  double real(String name) {
    return number(name).doubleValue();
  }

  private Number number(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No attribute '" + name + "' among " + values.keySet());
    }
    return value;
  }
}
