package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.RateSearch;
import java.time.Duration;

/** Is told how a study goes on. */
public interface StudyProgress {

  /** A probe is about to be made. */
  void begins(ProbeRequest request);

  /**
   * A probe of a search ended.
   *
   * @param found the interval so far
   * @param probesLeft about how many more this search needs
   * @param timeLeft about how long the whole study still takes
   */
  void ended(Judged probe, RateSearch.Result found, int probesLeft, Duration timeLeft);

  /** Something that is worth a line. */
  void says(String line);
}
