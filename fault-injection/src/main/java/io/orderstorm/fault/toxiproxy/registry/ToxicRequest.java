package io.orderstorm.fault.toxiproxy.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a request says of a toxic; what it leaves out is empty. */
public record ToxicRequest(
    Optional<String> name,
    Optional<String> type,
    Optional<String> stream,
    Optional<Float> toxicity,
    Map<String, Object> attributes) {

  public ToxicRequest {
    attributes = Map.copyOf(new LinkedHashMap<>(attributes));
  }
}
