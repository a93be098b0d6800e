package io.orderstorm.scenario.external;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Files of client properties (security, SASL, TLS) as Kafka's own tools take them. */
public final class ClientProperties {

  /** What each of our clients has to set itself. */
  private static final Set<String> OURS = Set.of("bootstrap.servers", "group.id", "client.id");

  private ClientProperties() {}

  /**
   * Reads a file; what our clients set themselves is left out.
   *
   * @throws RefusedPlaceException if it can't be read
   */
  public static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedPlaceException(
          "--command-config: can't read client properties from " + file + ": " + e);
    }
    var map = new HashMap<String, String>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    map.keySet().removeAll(OURS);
    return map;
  }
}
