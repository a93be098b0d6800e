package io.orderstorm.scenario.child;

import io.orderstorm.simulator.client.ClusterAccess;
import io.orderstorm.simulator.client.PhysicalNames;
import io.orderstorm.simulator.store.StoreSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a run's processes find each other. Written to the run's private folder, never to the run
 * folder: it holds passwords, and only the user may read it.
 *
 * @param clusters by client role: each role may have a listener and links of its own
 * @param downstreams base URL by service, through its link
 * @param store where the store is and how to log in
 */
public record Endpoints(
    Map<String, ClusterAccess> clusters, Map<String, String> downstreams, Store store) {

  private static final String CLUSTER = "cluster.";
  private static final String SERVERS = "servers";
  private static final String PREFIX = "prefix";
  private static final String CLIENT = "client.";
  private static final String DOWNSTREAM = "downstream.";
  private static final String STORE = "store.";

  private static final FileAttribute<?> FOR_THE_USER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /**
   * Access to the store.
   *
   * @param schema that everything of the run is in
   */
  public record Store(String jdbcUrl, String user, String password, String schema) {

    /** For processes that need no store. */
    public static final Store NONE = new Store("", "", "", StoreSettings.SCHEMA);

    /** What a process that hosts the store tells: three words. */
    public static Store parse(String told) {
      String[] words = told.split(" ", 3);
      return new Store(words[0], words[1], words[2], StoreSettings.SCHEMA);
    }

    /** The store with a pool of so many connections. */
    public StoreSettings settings(int connections) {
      return new StoreSettings(jdbcUrl, user, password, schema, connections);
    }

    @Override
    public String toString() {
      return jdbcUrl;
    }
  }

  public Endpoints {
    clusters = Map.copyOf(clusters);
    downstreams = Map.copyOf(downstreams);
  }

  /** How clients of a role reach the cluster. */
  public ClusterAccess cluster(String role) {
    return known(clusters, role);
  }

  /** The base URL of a service. */
  public String downstream(String service) {
    return known(downstreams, service);
  }

  private static <T> T known(Map<String, T> map, String name) {
    T value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no endpoint for " + name + ", only for " + map.keySet());
    }
    return value;
  }

  /** Writes the endpoints for child processes to read. */
  public void write(Path file) {
    var properties = new Properties();
    clusters.forEach((role, access) -> write(CLUSTER + role + ".", access, properties));
    downstreams.forEach((service, url) -> properties.setProperty(DOWNSTREAM + service, url));
    properties.setProperty(STORE + "url", store.jdbcUrl());
    properties.setProperty(STORE + "user", store.user());
    properties.setProperty(STORE + "password", store.password());
    properties.setProperty(STORE + "schema", store.schema());
    try (Writer out = Files.newBufferedWriter(Files.createFile(file, FOR_THE_USER_ALONE))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  private static void write(String place, ClusterAccess access, Properties properties) {
    properties.setProperty(place + SERVERS, access.bootstrapServers());
    properties.setProperty(place + PREFIX, access.names().prefix());
    access
        .properties()
        .forEach((name, value) -> properties.setProperty(place + CLIENT + name, value));
  }

  /** Reads what {@link #write} wrote. */
  public static Endpoints read(Path file) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
    return new Endpoints(
        clusters(withPrefix(properties, CLUSTER)),
        withPrefix(properties, DOWNSTREAM),
        new Store(
            properties.getProperty(STORE + "url", ""),
            properties.getProperty(STORE + "user", ""),
            properties.getProperty(STORE + "password", ""),
            properties.getProperty(STORE + "schema", StoreSettings.SCHEMA)));
  }

  private static Map<String, ClusterAccess> clusters(Map<String, String> properties) {
    var clusters = new TreeMap<String, ClusterAccess>();
    for (String key : properties.keySet()) {
      if (key.endsWith("." + SERVERS) && key.indexOf('.') == key.lastIndexOf('.')) {
        String role = key.substring(0, key.indexOf('.'));
        clusters.put(role, cluster(withPrefix(properties, role + ".")));
      }
    }
    return clusters;
  }

  private static ClusterAccess cluster(Map<String, String> properties) {
    return new ClusterAccess(
        known(properties, SERVERS),
        withPrefix(properties, CLIENT),
        new PhysicalNames(known(properties, PREFIX)));
  }

  private static Map<String, String> withPrefix(Properties properties, String prefix) {
    var all = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    return withPrefix(all, prefix);
  }

  private static Map<String, String> withPrefix(Map<String, String> all, String prefix) {
    var map = new TreeMap<String, String>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            map.put(name.substring(prefix.length()), value);
          }
        });
    return map;
  }
}
