package io.orderstorm.scenario.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The harness's own log. Its file is known only when the run folder is, so it is set up then and
 * not in a file.
 */
final class HarnessLog {

  private static final String NAME = "harness";

  private HarnessLog() {}

  /** Sends everything that this process logs from now on to a file. */
  static void to(Path file) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern("%d{HH:mm:ss.SSS} %-5level [%thread] %logger{36} - %msg%n");
      encoder.start();
      var appender = new FileAppender<ILoggingEvent>();
      appender.setContext(context);
      appender.setFile(file.toString());
      appender.setEncoder(encoder);
      appender.start();
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.INFO);
      // while brokers start or are away, clients say so many times a second
      context.getLogger("org.apache.kafka.clients").setLevel(Level.ERROR);
      appender.setName(NAME);
      closeFileOfRunBefore(root);
      root.addAppender(appender);
      root.detachAppender("console");
    }
  }

  private static void closeFileOfRunBefore(Logger root) {
    Appender<ILoggingEvent> before = root.getAppender(NAME);
    if (before != null) {
      root.detachAppender(before);
      before.stop();
    }
  }
}
