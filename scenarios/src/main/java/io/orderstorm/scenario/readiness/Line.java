package io.orderstorm.scenario.readiness;

/**
 * One line of the checklist.
 *
 * @param area what it belongs to
 * @param claim what has to be true before the launch
 * @param isProved whether it was found to be true
 * @param evidence what proves it; of an open line, what is missing and how to get it
 */
public record Line(Area area, String claim, boolean isProved, String evidence) {

  /** The parts of the checklist, in the order in which they are read. */
  public enum Area {
    CONTRACTS("data contracts"),
    OBJECTIVES("objectives"),
    ALERTS("alerts"),
    RECOVERY("runbooks and drills"),
    PEOPLE("people"),
    CHANGE("change");

    private final String title;

    Area(String title) {
      this.title = title;
    }

    /** As a heading. */
    public String title() {
      return title;
    }
  }

  static Line proved(Area area, String claim, String evidence) {
    return new Line(area, claim, true, evidence);
  }

  static Line open(Area area, String claim, String missing) {
    return new Line(area, claim, false, missing);
  }
}
