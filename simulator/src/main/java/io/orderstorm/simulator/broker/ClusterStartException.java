package io.orderstorm.simulator.broker;

/** A cluster that did not come up; the message names the broker and its log. */
public final class ClusterStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterStartException(String message) {
    super(message);
  }
}
