package io.orderstorm.simulator.stage;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a stage's handler, and which of them takes an event: all events of a key go to
 * the same one as long as the share stays, and a share that only grows takes no key back. Shared by
 * the stage's consumers, and changed while they run. Thread-safe.
 */
final class Versions {
  private final StageLogic stable;
  private final @Nullable Candidate candidate;
  private final StageLogic candidateLogic;
  private volatile double share;

  /**
   * @param candidate empty if there is only the stable version
   */
  Versions(StageLogic stable, Optional<Candidate> candidate) {
    this.stable = stable;
    this.candidate = candidate.orElse(null);
    this.candidateLogic =
        candidate.<StageLogic>map(of -> new CandidateLogic(stable, of)).orElse(stable);
  }

  /** Whether there is a candidate, so that it is worth a note who handles what. */
  boolean areCompared() {
    return candidate != null;
  }

  /**
   * Gives the candidate a share of the keys from now on; what is in hand stays where it is.
   *
   * @throws IllegalArgumentException if there is no candidate, or the share is not within 0 and 1
   */
  void share(double keys) {
    if (candidate == null || !(keys >= 0 && keys <= 1)) {
      throw new IllegalArgumentException(
          candidate == null ? "there is no candidate" : "a share is from 0 to 1, not " + keys);
    }
    share = keys;
  }

  /** Who takes the events of a key now. */
  HandlerVersion of(String key) {
    double keys = share;
    return keys > 0 && Lot.of(key) < keys ? HandlerVersion.CANDIDATE : HandlerVersion.STABLE;
  }

  StageLogic logic(HandlerVersion version) {
    return version == HandlerVersion.CANDIDATE ? candidateLogic : stable;
  }

  /** How much longer a version takes over an event than the stable one. */
  Duration work(HandlerVersion version) {
    return candidate == null || version == HandlerVersion.STABLE ? Duration.ZERO : candidate.work();
  }
}
