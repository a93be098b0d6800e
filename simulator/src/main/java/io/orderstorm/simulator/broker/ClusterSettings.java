package io.orderstorm.simulator.broker;

import io.orderstorm.simulator.process.Compilation;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How an embedded cluster is run.
 *
 * @param data the folder for the brokers' logs and metadata, one folder a broker below it
 * @param logs the folder for what the brokers print, one file a broker
 * @param failureDetection how soon a dead broker is noticed
 * @param compilation which compilers the brokers use
 * @param startWithin how long the cluster may take to answer; 24 s was seen on a busy 2-core
 *     machine
 */
public record ClusterSettings(
    Path data,
    Path logs,
    FailureDetection failureDetection,
    Compilation compilation,
    Duration startWithin) {

  private static final Duration START_WITHIN = Duration.ofSeconds(90);

  /** Settings with the usual patience. */
  public static ClusterSettings in(
      Path data, Path logs, FailureDetection failureDetection, Compilation compilation) {
    return new ClusterSettings(data, logs, failureDetection, compilation, START_WITHIN);
  }
}
