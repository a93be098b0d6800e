package io.orderstorm.scenario.child;

import io.orderstorm.simulator.store.StoreSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a run's processes find each other. Written to the run's private folder, never to the run
 * folder: the JDBC URL may hold a password.
 *
 * @param bootstrapServers by client role; each role has a listener and links of its own
 * @param downstreams base URL by service, through its link
 * @param store where the store is and how to log in
 */
public record Endpoints(
    Map<String, String> bootstrapServers, Map<String, String> downstreams, Store store) {

  private static final String BOOTSTRAP = "bootstrap.";
  private static final String DOWNSTREAM = "downstream.";
  private static final String STORE = "store.";

  /** Access to the store. */
  public record Store(String jdbcUrl, String user, String password) {

    /** For processes that need no store. */
    public static final Store NONE = new Store("", "", "");

    /** What a process that hosts the store tells: three words. */
    public static Store parse(String told) {
      String[] words = told.split(" ", 3);
      return new Store(words[0], words[1], words[2]);
    }

    /** The store with a pool of so many connections. */
    public StoreSettings settings(int connections) {
      return new StoreSettings(jdbcUrl, user, password, StoreSettings.SCHEMA, connections);
    }

    @Override
    public String toString() {
      return jdbcUrl;
    }
  }

  public Endpoints {
    bootstrapServers = Map.copyOf(bootstrapServers);
    downstreams = Map.copyOf(downstreams);
  }

  /** Where clients of a role start. */
  public String bootstrap(String role) {
    return known(bootstrapServers, role);
  }

  /** The base URL of a service. */
  public String downstream(String service) {
    return known(downstreams, service);
  }

  private static String known(Map<String, String> map, String name) {
    String value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no endpoint for " + name + ", only for " + map.keySet());
    }
    return value;
  }

  /** Writes the endpoints for child processes to read. */
  public void write(Path file) {
    var properties = new Properties();
    bootstrapServers.forEach((role, servers) -> properties.setProperty(BOOTSTRAP + role, servers));
    downstreams.forEach((service, url) -> properties.setProperty(DOWNSTREAM + service, url));
    properties.setProperty(STORE + "url", store.jdbcUrl());
    properties.setProperty(STORE + "user", store.user());
    properties.setProperty(STORE + "password", store.password());
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
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
        withPrefix(properties, BOOTSTRAP),
        withPrefix(properties, DOWNSTREAM),
        new Store(
            properties.getProperty(STORE + "url", ""),
            properties.getProperty(STORE + "user", ""),
            properties.getProperty(STORE + "password", "")));
  }

  private static Map<String, String> withPrefix(Properties properties, String prefix) {
    var map = new TreeMap<String, String>();
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name -> map.put(name.substring(prefix.length()), properties.getProperty(name)));
    return map;
  }
}
