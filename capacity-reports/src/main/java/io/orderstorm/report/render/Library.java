package io.orderstorm.report.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What is written into the page: our own style and script, and uPlot from its Maven artifact. */
final class Library {

  private static final String POM = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private Library() {}

  static String own(String name) {
    return read(Library.class, name);
  }

  static String uplot(String file) {
    return read(
        Library.class, "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/" + file);
  }

  static String uplotVersion() {
    Properties properties = new Properties();
    try (InputStream in = open(Library.class, POM)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String read(Class<?> from, String name) {
    try (InputStream in = open(from, name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(Class<?> from, String name) {
    InputStream in = from.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the resource " + name + " is not on the class path");
    }
    return in;
  }
}
