package io.orderstorm.simulator.store;

import io.orderstorm.simulator.process.OrderStormHome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server of our own, durable as a real one. Closing it stops the server. */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String OWNER = "postgres";

  private final EmbeddedPostgres server;
  private final Path data;

  private EmbeddedDatabase(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  /**
   * Starts a server on a free port.
   *
   * @param data the server's data directory; kept when the server stops, and used again if it holds
   *     a database
   * @param log where the server's output goes
   * @throws UncheckedIOException if it does not start
   */
  public static EmbeddedDatabase start(Path data, Path log) {
    try {
      Files.createDirectories(data.toAbsolutePath().getParent());
      Files.createDirectories(log.toAbsolutePath().getParent());
      var server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(OrderStormHome.path().resolve("postgresql").toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(true)
              .setPGStartupWait(PATIENCE)
              .setOutputRedirector(Redirect.appendTo(log.toFile()))
              .setErrorRedirector(Redirect.appendTo(log.toFile()))
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("wal_level", "minimal")
              .setServerConfig("max_wal_senders", "0")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("checkpoint_timeout", "15min")
              .setServerConfig("shared_buffers", "256MB")
              .setServerConfig("max_connections", "60")
              .setServerConfig("jit", "off")
              .start();
      return new EmbeddedDatabase(server, data);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start in " + data + ", see " + log, e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** The server's main process, for whoever keeps a ledger of processes. */
  public ProcessHandle process() {
    Path file = data.resolve("postmaster.pid");
    try {
      long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
      return ProcessHandle.of(pid)
          .orElseThrow(() -> new IllegalStateException("PostgreSQL " + pid + " has ended"));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + file, e);
    }
  }

  /** Settings that lead to this server directly. */
  public StoreSettings settings(int connections) {
    return settings("127.0.0.1", port(), connections);
  }

  /** Settings that lead to this server over a link that listens elsewhere. */
  public StoreSettings settings(String host, int port, int connections) {
    String url = "jdbc:postgresql://" + host + ":" + port + "/" + OWNER;
    return new StoreSettings(url, OWNER, OWNER, StoreSettings.SCHEMA, connections);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL in " + data + " does not stop", e);
    }
  }
}
