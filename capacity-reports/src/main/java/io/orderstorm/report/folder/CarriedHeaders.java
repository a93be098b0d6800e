package io.orderstorm.report.folder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a record on a retry or dead-letter topic, as text. */
public record CarriedHeaders(int partition, long offset, Map<String, String> headers) {

  public CarriedHeaders {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
