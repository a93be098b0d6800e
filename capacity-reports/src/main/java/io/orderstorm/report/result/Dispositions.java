package io.orderstorm.report.result;

/**
 * What became of injected records that belong into no dead-letter queue.
 *
 * @param toBeProcessed injected to be processed, however slowly
 * @param processed those of them that an event followed from, and that no one dead-lettered
 * @param toBeIgnored injected to be ignored: duplicates, and what is superseded
 * @param ignored those of them that no event followed from, and that no one dead-lettered
 */
public record Dispositions(long toBeProcessed, long processed, long toBeIgnored, long ignored) {

  /** Whether any record was injected to be processed or ignored. */
  public boolean isAsked() {
    return toBeProcessed + toBeIgnored > 0;
  }

  /** Whether every record was. */
  public boolean isMet() {
    return processed == toBeProcessed && ignored == toBeIgnored;
  }
}
