package io.orderstorm.scenario.engine;

/**
 * Somebody who works on the pipeline while it carries its load: looks, decides, repairs. Has a
 * thread of its own, and nothing that a team would not have.
 */
@FunctionalInterface
public interface Operator {

  /** Most runs are left to themselves. */
  Operator NOBODY = site -> {};

  /**
   * Works from the moment before the load begins; the run becomes quiet only after this returned.
   *
   * @throws InterruptedException if the run ends; whatever was begun has to be safe to leave
   */
  void work(Site site) throws InterruptedException;
}
