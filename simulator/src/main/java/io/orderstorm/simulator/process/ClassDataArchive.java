package io.orderstorm.simulator.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * A class-data archive (AppCDS) for one kind of child JVM, kept between runs: it halves a broker's
 * start.
 *
 * <p>The first child of a kind writes the archive when it ends; later ones map it. It is tied to
 * the Java installation and to the class path, and a JVM that finds it unfit ignores it. A class
 * path with folders in it (as in tests) can't be archived.
 */
public final class ClassDataArchive {

  private final Path archive;
  private final boolean usable;

  private ClassDataArchive(Path archive, boolean usable) {
    this.archive = archive;
    this.usable = usable;
  }

  /**
   * The archive for a kind of process, for example {@code broker}; {@code jvmOptions} that matter
   * to it are part of its identity.
   */
  public static ClassDataArchive of(String kind, List<String> jvmOptions) {
    String classPath = ChildJvm.classPath();
    boolean usable = true;
    var identity = new StringBuilder(System.getProperty("java.vm.version")).append(jvmOptions);
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      File file = new File(entry);
      usable &= file.isFile();
      identity.append('|').append(entry).append(file.lastModified()).append(file.length());
    }
    UUID key = UUID.nameUUIDFromBytes(identity.toString().getBytes(StandardCharsets.UTF_8));
    return new ClassDataArchive(
        OrderStormHome.path().resolve("class-data").resolve(kind + "-" + key + ".jsa"), usable);
  }

  /** Options that let a JVM use the archive; empty while there is none. */
  public List<String> use() {
    return usable && Files.exists(archive)
        ? List.of(
            "-XX:SharedArchiveFile=" + archive,
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off")
        : List.of();
  }

  /** Options that let a JVM write the archive when it ends; empty if there is one already. */
  public List<String> create() {
    if (!usable || Files.exists(archive)) {
      return List.of();
    }
    try {
      Files.createDirectories(archive.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("can't create " + archive.getParent(), e);
    }
    return List.of("-XX:ArchiveClassesAtExit=" + draft(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /**
   * Puts a written archive in its place, once the JVM that wrote it has ended; does nothing if it
   * wrote none.
   */
  public void adopt() {
    if (Files.exists(draft())) {
      try {
        Files.move(draft(), archive, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException("can't keep the class-data archive " + archive, e);
      }
    }
  }

  private Path draft() {
    return archive.resolveSibling(archive.getFileName() + "." + ProcessHandle.current().pid());
  }
}
