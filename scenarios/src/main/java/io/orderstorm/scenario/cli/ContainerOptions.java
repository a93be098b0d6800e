package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.containers.ContainerGround;
import io.orderstorm.scenario.containers.Images;
import io.orderstorm.scenario.engine.LiveEngine;
import io.orderstorm.scenario.external.RefusedPlaceException;
import io.orderstorm.scenario.model.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of runs in containers. */
final class ContainerOptions {

  @Option(
      names = "--kafka-image",
      paramLabel = "IMAGE",
      description =
          "With --environment testcontainers: what brokers are made of, apache/kafka,"
              + " apache/kafka-native or confluentinc/cp-kafka with a tag.")
  private @Nullable String kafkaImage;

  /** Refuses options that mean nothing where there are no containers. */
  void requireUnused() {
    if (kafkaImage != null) {
      throw new RefusedPlaceException("--kafka-image belongs to --environment testcontainers");
    }
  }

  /** Plans the containers of a run and asks for an engine; starts nothing. */
  ContainerGround ground(Scenario scenario) {
    ContainerGround.requireEngine();
    Images images = kafkaImage == null ? Images.USUAL : Images.USUAL.withKafka(kafkaImage);
    try {
      return ContainerGround.plan(
          scenario.pipeline().brokers(),
          LiveEngine.clientRoles(scenario),
          scenario.pipeline().stages().stream().map(stage -> stage.downstream().service()).toList(),
          images);
    } catch (IllegalArgumentException e) {
      throw new RefusedPlaceException(String.valueOf(e.getMessage()));
    }
  }

  /** The option as it stands in a run's record. */
  String repeated() {
    return kafkaImage == null ? "" : " --kafka-image " + kafkaImage;
  }
}
