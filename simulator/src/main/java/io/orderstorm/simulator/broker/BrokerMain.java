package io.orderstorm.simulator.broker;

import io.orderstorm.simulator.process.ParentLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of a broker's JVM: formats its storage if that is new, then runs Kafka's own main
 * class.
 */
public final class BrokerMain {

  private BrokerMain() {}

  /**
   * Runs until the broker is told to stop.
   *
   * @param arguments the server properties file and the cluster's id
   */
  public static void main(String[] arguments) throws Exception {
    ParentLine.open(command -> {});
    format(Path.of(arguments[0]), arguments[1]);
    kafka.Kafka.main(new String[] {arguments[0]});
  }

  private static void format(Path file, String clusterId) throws Exception {
    Properties properties = read(file);
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .setClusterId(clusterId)
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .addDirectory(properties.getProperty("log.dirs"))
        .setMetadataLogDirectory(properties.getProperty("log.dirs"))
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }
}
