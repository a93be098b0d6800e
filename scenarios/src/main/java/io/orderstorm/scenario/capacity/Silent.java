package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.RateSearch;
import java.time.Duration;

/** Tells nobody. */
final class Silent implements StudyProgress {

  @Override
  public void begins(ProbeRequest request) {
    // nobody listens
  }

  @Override
  public void ended(Judged probe, RateSearch.Result found, int probesLeft, Duration timeLeft) {
    // nobody listens
  }

  @Override
  public void says(String line) {
    // nobody listens
  }
}
