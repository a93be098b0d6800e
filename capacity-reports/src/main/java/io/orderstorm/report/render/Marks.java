package io.orderstorm.report.render;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Recovery;
import io.orderstorm.report.result.Verdict;

/** Words with a shape and a colour; the shape and the word say it without the colour. */
final class Marks {

  private static final String TICK = svg("<path d=\"M3 8.6l3.3 3.4L13 4.6\"/>");
  private static final String CROSS = svg("<path d=\"M4 4l8 8M12 4l-8 8\"/>");
  private static final String QUESTION =
      svg("<path d=\"M5 5.6a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.7v.3M8 13v.2\"/>");
  private static final String STOP = svg("<path d=\"M4 4h8v8H4z\"/>");
  private static final String DASH = svg("<path d=\"M4 8h8\"/>");

  private Marks() {}

  private static String svg(String path) {
    return "<svg viewBox=\"0 0 16 16\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\""
        + " stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">"
        + path
        + "</svg>";
  }

  static String verdict(Verdict verdict) {
    String shape =
        switch (verdict) {
          case PASSED -> TICK;
          case BREACHED -> CROSS;
          case VOID -> QUESTION;
          case ABORTED -> STOP;
        };
    return "<span class=\"verdict\">" + shape + verdict.name() + "</span>";
  }

  static String outcome(CapacityPlan.Outcome outcome) {
    String shape =
        switch (outcome) {
          case CARRIED -> TICK;
          case NOT_CARRIED -> CROSS;
          case UNDECIDED -> QUESTION;
          case NO_TARGET -> DASH;
        };
    return "<span class=\"verdict\">" + shape + outcome.name().replace('_', ' ') + "</span>";
  }

  static String answer(Judged.Answer answer) {
    return switch (answer) {
      case SUSTAINED -> mark("good", TICK, "sustained");
      case NOT_SUSTAINED -> mark("bad", CROSS, "not sustained");
      case INVALID -> mark("unsure", QUESTION, "invalid");
    };
  }

  static String objective(ObjectiveResult objective) {
    Boolean met = objective.met();
    if (met == null) {
      return objective.applicable()
          ? mark("unsure", QUESTION, objective.word())
          : mark("plain", DASH, objective.word());
    }
    return met ? mark("good", TICK, objective.word()) : mark("bad", CROSS, objective.word());
  }

  static String policy(Recovery row) {
    return switch (row.verdict()) {
      case MET -> mark("good", TICK, "PolicyMet");
      case BREACHED -> mark("bad", CROSS, "PolicyBreached");
      case VOID -> mark("unsure", QUESTION, "Void");
      case MISSING -> mark("plain", DASH, "MissingPolicy");
      case NOT_APPLICABLE -> mark("plain", DASH, "NotApplicable");
    };
  }

  static String yes(boolean yes, String yesWord, String noWord) {
    return yes ? mark("good", TICK, yesWord) : mark("bad", CROSS, noWord);
  }

  private static String mark(String tone, String shape, String word) {
    return "<span class=\"mark " + tone + "\">" + shape + word + "</span>";
  }
}
