package io.orderstorm.scenario.model;

import java.util.List;

/**
 * The pipeline under test.
 *
 * @param fastFailureDetection whether brokers notice a dead peer within seconds
 * @param stages in the order of an order's life; all four, always
 */
public record PipelineSpec(
    int brokers,
    boolean fastFailureDetection,
    Topics topics,
    Producer producer,
    List<Stage> stages) {

  public PipelineSpec {
    stages = List.copyOf(stages);
  }

  /**
   * A stage by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Stage stage(String name) {
    return stages.stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stage " + name));
  }
}
