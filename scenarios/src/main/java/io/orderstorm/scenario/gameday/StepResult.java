package io.orderstorm.scenario.gameday;

import java.util.List;

/**
 * How a step went.
 *
 * @param atNanos when it was begun, in run nanos
 * @param blocks those that were done, the last of them perhaps in vain
 */
public record StepResult(String title, int line, long atNanos, List<BlockResult> blocks) {

  public StepResult {
    blocks = List.copyOf(blocks);
  }

  /** Whether it did what it says. */
  public boolean held() {
    return blocks.stream().allMatch(BlockResult::held);
  }

  /**
   * How a block went.
   *
   * @param expected what should have been
   * @param seen what was, the end of a command's output for example
   * @param endNanos when it was done, in run nanos
   */
  public record BlockResult(
      int line,
      String text,
      boolean held,
      String expected,
      String seen,
      boolean mitigates,
      long endNanos) {}
}
