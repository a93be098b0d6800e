package io.orderstorm.report.capacity;

/**
 * What a governed replay did in the judged part of a probe beside which it ran, computed from raw
 * records.
 *
 * @param asked what was meant to be replayed
 * @param copiedPerSecond copies that came to the stage's lane
 * @param handledPerSecond copies that the stage was through with
 * @param growth of the copies that wait in the lane; a lane that grows holds less than its ceiling
 * @param callsPerSecond calls of services that carried a replay's number; none for effects that
 *     exist already
 * @param toldAgainPerSecond records on live topics that carried a replay's number: outcomes that
 *     were told again, and what followed from them
 */
public record ReplayFlow(
    Asked asked,
    double copiedPerSecond,
    double handledPerSecond,
    Slope growth,
    double callsPerSecond,
    double toldAgainPerSecond) {

  /**
   * What was meant to be replayed.
   *
   * @param stage whose handlers get the copies
   * @param source the topic whose history was replayed
   * @param lane the stage's retry topic, through which copies go
   * @param ceilingPerSecond copies, all plans together
   * @param plans that replayed the same records side by side, each with its part of the ceiling, so
   *     that there is enough for the whole probe
   * @param records in the scope of each plan
   */
  public record Asked(
      String stage, String source, String lane, double ceilingPerSecond, int plans, long records) {

    public Asked {
      if (!(ceilingPerSecond > 0) || plans < 1 || records < 1) {
        throw new IllegalArgumentException(
            "a replay has a ceiling above 0, a plan and a record at least, was: "
                + ceilingPerSecond
                + ", "
                + plans
                + ", "
                + records);
      }
    }
  }

  /** The part of the ceiling that was reached, 1 for all of it. */
  public double reached() {
    return copiedPerSecond / asked.ceilingPerSecond();
  }

  /**
   * Copies a second that can be vouched for: those that were made and worked off, and no more than
   * the ceiling, which a window between two commits may seem to exceed.
   */
  public double borne() {
    return Math.min(asked.ceilingPerSecond(), Math.min(copiedPerSecond, handledPerSecond));
  }
}
