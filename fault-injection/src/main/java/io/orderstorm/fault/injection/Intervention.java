package io.orderstorm.fault.injection;

import java.time.Duration;

/**
 * How one fault is done and undone.
 *
 * <p>{@link #revert} may come at any time, also while {@link #inject} hangs or after it failed
 * half-way, and again after a failure; it must undo whatever was done so far.
 */
interface Intervention {

  /** Does it; tells what was done. */
  String inject() throws Exception;

  /**
   * Looks whether it bites, while it stands. May take up to the limit; is interrupted at the
   * fault's end.
   */
  default Effect probe(Duration limit) throws Exception {
    return Effect.missing("");
  }

  /** Undoes it; tells what was done. */
  String revert() throws Exception;

  /** After the reversal: whether it bit. */
  Effect effect(Effect probed) throws Exception;
}
