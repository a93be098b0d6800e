package io.orderstorm.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Approved texts; {@code -Dgolden.update=true} approves what is rendered now. */
final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/io/orderstorm/report/render");

  private Golden() {}

  static void assertSame(String name, String text) throws IOException {
    Path approved = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(approved, text);
    }
    assertThat(text).isEqualTo(Files.readString(approved));
  }
}
