package io.orderstorm.simulator.replay.audit;

import java.util.Optional;

/** A second place for the lines of a log. */
@FunctionalInterface
public interface AuditMirror {

  /** Keeps nothing. */
  AuditMirror NONE = (log, line) -> Optional.empty();

  /**
   * Keeps a line.
   *
   * @param log the log's own id, the same for all of its lines
   * @return why it could not; empty if it did
   */
  Optional<String> take(String log, String line);
}
