package io.orderstorm.scenario.model;

/** How orders are spread over the rate that the load asks for. */
public enum Arrivals {
  /** Evenly: the least noise in a measurement. */
  EVEN,
  /** As a Poisson process, seeded: independent customers. */
  POISSON
}
