package io.orderstorm.scenario.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A folder with a program {@code orderstorm} in it that is the very product which runs now: a
 * runbook's commands must not be done by another version, nor by one that builds itself first.
 */
final class OwnLauncher implements AutoCloseable {

  private static final List<String> PASSED_ON = List.of("orderstorm.root", "orderstorm.home");

  private final Path folder;

  private OwnLauncher(Path folder) {
    this.folder = folder;
  }

  /** Makes it; closing removes it. */
  static OwnLauncher create() {
    try {
      Path folder = Files.createTempDirectory("orderstorm-bin");
      Path program = Files.writeString(folder.resolve("orderstorm"), script());
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new OwnLauncher(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write a program into the temporary folder", e);
    }
  }

  Path folder() {
    return folder;
  }

  private static String script() {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
            .map(entry -> new File(entry).getAbsolutePath())
            .collect(Collectors.joining(File.pathSeparator));
    String properties =
        PASSED_ON.stream()
            .filter(name -> System.getProperty(name) != null)
            .map(name -> quoted("-D" + name + "=" + absolute(System.getProperty(name))))
            .collect(Collectors.joining(" "));
    return "#!/bin/sh\nexec "
        + quoted(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        + " -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
        + properties
        + " -cp "
        + quoted(classPath)
        + " "
        + OrderStorm.class.getName()
        + " \"$@\"\n";
  }

  private static String absolute(String path) {
    return new File(path).getAbsolutePath();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve("orderstorm"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("can't remove " + folder, e);
    }
  }
}
