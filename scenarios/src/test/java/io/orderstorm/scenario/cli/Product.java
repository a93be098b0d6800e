package io.orderstorm.scenario.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts the product as a user does: a process of its own, with a home of its own. */
final class Product {

  private Product() {}

  static Process start(Path home, Path output, String... arguments) throws IOException {
    return startWith(List.of(), builder -> {}, home, output, arguments);
  }

  /**
   * Starts it in other surroundings.
   *
   * @param options of the JVM
   * @param surroundings changes what the process inherits
   */
  static Process startWith(
      List<String> options,
      Consumer<ProcessBuilder> surroundings,
      Path home,
      Path output,
      String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dorderstorm.root=" + new File("..").getCanonicalPath(),
            "-Dorderstorm.home=" + home,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            OrderStorm.class.getName()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    surroundings.accept(builder);
    return builder.start();
  }
}
