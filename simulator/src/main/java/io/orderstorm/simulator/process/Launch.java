package io.orderstorm.simulator.process;

import java.nio.file.Path;
import java.util.List;

/**
 * What to start as a child JVM. The class path and the Java installation are those of the parent.
 *
 * @param name how the process is called in logs and reports, for example {@code broker-2}
 * @param mainClass the class to run; it must call {@link ParentLine#open} first
 * @param arguments its command line
 * @param precedence whether it measures or is measured
 * @param compilation which compilers it uses
 * @param jvmOptions options for the JVM, before the class
 * @param log the file that its standard output and error are appended to
 */
public record Launch(
    String name,
    String mainClass,
    List<String> arguments,
    Precedence precedence,
    Compilation compilation,
    List<String> jvmOptions,
    Path log) {

  public Launch {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a process needs a name");
    }
    arguments = List.copyOf(arguments);
    jvmOptions = List.copyOf(jvmOptions);
  }
}
