package io.orderstorm.scenario.runbook;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What a person on call can see of a pipeline. */
public interface PipelineView {

  /** The names of the alerts that are on. */
  Set<String> alerts();

  /** Records that each consumer group has yet to commit, as last told by the brokers. */
  Map<String, Long> lag();

  /** How long ago they told it; without a meaning until they have told any. */
  Duration lagAge();

  /** Dead letters that nobody has dealt with, by group. */
  Map<String, Long> openLetters();

  /** The faults that stand. */
  Set<String> faults();

  /** The stages of which a candidate has keys. */
  Set<String> releases();
}
