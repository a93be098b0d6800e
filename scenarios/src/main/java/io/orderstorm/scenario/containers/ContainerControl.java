package io.orderstorm.scenario.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.util.Map;

/**
 * What the engine can do to containers while they are in use. Each call blocks until it is done.
 */
public final class ContainerControl {

  private static final int STOP_SECONDS = 15;

  private final Map<String, String> ids;
  private final DockerClient engine;

  /**
   * @param ids of containers, by their names in the scenario
   */
  ContainerControl(Map<String, String> ids, DockerClient engine) {
    this.ids = Map.copyOf(ids);
    this.engine = engine;
  }

  /** Whether the container's process runs and is not frozen. */
  public boolean runs(String name) {
    var state = engine.inspectContainerCmd(id(name)).exec().getState();
    return Boolean.TRUE.equals(state.getRunning()) && !Boolean.TRUE.equals(state.getPaused());
  }

  /** {@code docker kill}: SIGKILL. */
  public void kill(String name) {
    engine.killContainerCmd(id(name)).exec();
  }

  /** {@code docker stop}: SIGTERM, and SIGKILL after 15 seconds. */
  public void stop(String name) {
    try {
      engine.stopContainerCmd(id(name)).withTimeout(STOP_SECONDS).exec();
    } catch (NotModifiedException stoppedAlready) {
      // as it should be
    }
  }

  /** {@code docker pause}: frozen by the kernel. */
  public void pause(String name) {
    engine.pauseContainerCmd(id(name)).exec();
  }

  /** {@code docker unpause}. */
  public void unpause(String name) {
    engine.unpauseContainerCmd(id(name)).exec();
  }

  /** {@code docker start}, with the data that it had. */
  public void start(String name) {
    try {
      engine.startContainerCmd(id(name)).exec();
    } catch (NotModifiedException runsAlready) {
      // as it should be
    }
  }

  private String id(String name) {
    String id = ids.get(name);
    if (id == null) {
      throw new IllegalArgumentException("no container " + name);
    }
    return id;
  }
}
