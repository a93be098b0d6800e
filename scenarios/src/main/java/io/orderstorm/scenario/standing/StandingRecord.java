package io.orderstorm.scenario.standing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.simulator.process.OrderStormHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a standing environment is.
 *
 * @param pid of the process that holds it
 * @param startedMillis when that process began, by which it is told from a later one of its number
 * @param scenario whose pipeline it is
 * @param folder its run folder, where the processes' logs are
 * @param bootstrapServers for clients of the user's
 * @param jdbcUrl of the store
 * @param user of the store
 * @param password of the store
 * @param services base URL by name
 */
public record StandingRecord(
    long pid,
    long startedMillis,
    String scenario,
    String folder,
    String bootstrapServers,
    String jdbcUrl,
    String user,
    String password,
    Map<String, String> services) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final FileAttribute<?> FOR_THE_USER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  public StandingRecord {
    services = new TreeMap<>(services);
  }

  /** Where the record of this user's environment is kept. */
  public static Path file() {
    return OrderStormHome.path().resolve("environment.json");
  }

  static StandingRecord of(String scenario, Path folder, Endpoints endpoints) {
    Endpoints.Store store = endpoints.store();
    ProcessHandle self = ProcessHandle.current();
    return new StandingRecord(
        self.pid(),
        started(self),
        scenario,
        folder.toAbsolutePath().toString(),
        endpoints.cluster("replay").bootstrapServers(),
        store.jdbcUrl(),
        store.user(),
        store.password(),
        endpoints.downstreams());
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(at -> at.toEpochMilli()).orElse(0L);
  }

  /** The process that holds it, if it still does. */
  public Optional<ProcessHandle> holder() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process) == startedMillis);
  }

  /**
   * The record that is kept, if its environment stands; one whose holder is gone is removed.
   *
   * @throws HarnessException if it can't be read
   */
  public static Optional<StandingRecord> standing() {
    Path file = file();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var kept = JSON.readValue(file.toFile(), StandingRecord.class);
      if (kept.holder().isPresent()) {
        return Optional.of(kept);
      }
      Files.deleteIfExists(file);
      return Optional.empty();
    } catch (IOException e) {
      throw new HarnessException("can't read " + file + ": " + e.getMessage(), e);
    }
  }

  void keep() {
    Path file = file();
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(file, FOR_THE_USER_ALONE);
      JSON.writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new HarnessException("can't write " + file + ": " + e.getMessage(), e);
    }
  }

  static void forget() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new HarnessException("can't remove " + file() + ": " + e.getMessage(), e);
    }
  }
}
