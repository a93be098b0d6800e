package io.orderstorm.scenario.capacity;

import io.orderstorm.simulator.replay.plan.Policy;
import io.orderstorm.simulator.topic.StageName;
import java.util.Arrays;
import java.util.List;

/**
 * The governed replays of a study. Rates are orders, or copies, a second.
 *
 * @param search whether the safe replay rate is looked for
 * @param stage whose handlers get the copies
 * @param live the live load beside which it is looked for
 * @param ceiling of the replay beside which the sustainable live rate is looked for
 */
public record ReplaySettings(boolean search, String stage, double live, double ceiling) {

  /** The usual policy allows no replay beyond this, so nothing is looked for there. */
  public static final double MOST = Policy.USUAL.maxRecordsPerSecond();

  public ReplaySettings {
    if (!(live > 0) || !(ceiling > 0 && ceiling <= MOST)) {
      throw new IllegalArgumentException(
          "a live rate is above 0 and a replay's ceiling above 0 and at most "
              + MOST
              + ", was: "
              + live
              + ", "
              + ceiling);
    }
    if (!stages().contains(stage)) {
      throw new IllegalArgumentException("a stage is one of " + stages() + ", was: " + stage);
    }
  }

  /** What a study has that was asked nothing of replays. */
  static ReplaySettings usual(double firstRate) {
    return new ReplaySettings(
        false, StageName.INVENTORY.group(), firstRate, Math.min(MOST, firstRate / 2));
  }

  /** A replay into the stage at a ceiling, of what the stage has worked on. */
  Condition.ReplayBeside at(double perSecond) {
    StageName name = name(stage);
    String source = name.reads().get(0);
    return new Condition.ReplayBeside(stage, source, name.retryTopic(source), perSecond);
  }

  /** The topic whose history is replayed. */
  String source() {
    return name(stage).reads().get(0);
  }

  /** The stages that a replay may go into. */
  public static List<String> stages() {
    return Arrays.stream(StageName.values()).map(StageName::group).toList();
  }

  private static StageName name(String stage) {
    return Arrays.stream(StageName.values())
        .filter(name -> name.group().equals(stage))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("a stage is one of " + stages() + ", was: " + stage));
  }
}
