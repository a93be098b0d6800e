package io.orderstorm.scenario.capacity;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.scenario.watch.Display;
import java.time.Duration;
import java.util.Locale;

/** A line for each probe, with the time that is left. */
final class SpokenProgress implements StudyProgress {

  private final Display display;

  SpokenProgress(Display display) {
    this.display = display;
  }

  @Override
  public void begins(ProbeRequest request) {
    display.say(
        String.format(
            Locale.ROOT,
            "probe %d: %.1f/s for %d s, %s%s, %s",
            request.number(),
            request.rate().perSecond(),
            request.lasting().toSeconds(),
            request.condition().name(),
            request.condition() instanceof Condition.ReplayBeside replay
                ? String.format(
                    Locale.ROOT, " (%.1f copies/s into %s)", replay.ceiling(), replay.stage())
                : "",
            request.purpose().name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public void ended(Judged probe, RateSearch.Result found, int probesLeft, Duration timeLeft) {
    display.say(
        String.format(
            Locale.ROOT,
            "  %s: %s",
            probe.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            String.join("; ", probe.reasons())));
    display.say(
        String.format(
            Locale.ROOT,
            "  the limit lies between %.0f/s and %s; %s, about %d min left in all",
            found.low(),
            Double.isInfinite(found.high())
                ? "what was not probed yet"
                : String.format(Locale.ROOT, "%.0f/s", found.high()),
            probesLeft == 0
                ? "this search is over"
                : String.format(Locale.ROOT, "about %d probes of this search", probesLeft),
            (timeLeft.toSeconds() + 59) / 60));
  }

  @Override
  public void says(String line) {
    display.say("  " + line);
  }
}
