package io.orderstorm.scenario.engine;

import io.orderstorm.simulator.process.OrderStormHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private folder for the brokers, database and endpoints of one run or bench; gone when that is
 * over, and at the latest when the next one starts.
 */
public final class Workplace implements AutoCloseable {

  private final Path folder;

  private Workplace(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder, and removes those of harnesses that were killed. */
  public static Workplace create() {
    Path all = OrderStormHome.path().resolve("work");
    try {
      Files.createDirectories(all);
      sweep(all);
      Path folder =
          all.resolve(ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
      return new Workplace(Files.createDirectory(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("can't make a work folder below " + all, e);
    }
  }

  /** A place in it; nothing is made. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  private static void sweep(Path all) throws IOException {
    List<Path> folders;
    try (Stream<Path> listed = Files.list(all)) {
      folders = listed.toList();
    }
    for (Path folder : folders) {
      String owner = folder.getFileName().toString().replaceFirst("-.*", "");
      if (owner.matches("\\d+") && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
        delete(folder);
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> content = Files.walk(folder)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + folder, e);
    }
  }

  @Override
  public void close() {
    delete(folder);
  }
}
