package io.orderstorm.simulator.contract;

/**
 * One check of a contract.
 *
 * @param suite {@code producer}, {@code consumer}, {@code semantics} or {@code replay}
 * @param what was checked, for example {@code v2 after v1}
 * @param reason why it does not hold; empty if it does
 */
public record Finding(String suite, String subject, String what, String reason) {

  public boolean holds() {
    return reason.isEmpty();
  }
}
