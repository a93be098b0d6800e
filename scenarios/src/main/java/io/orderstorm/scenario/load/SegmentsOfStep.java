package io.orderstorm.scenario.load;

import io.orderstorm.scenario.model.LoadStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns steps into segments, one after another: it remembers the rate that the step before ended
 * with.
 */
final class SegmentsOfStep implements LoadStep.Cases<List<Segment>> {

  /** A decay never reaches zero; below this rate it counts as having stopped. */
  private static final double STILL = 0.01;

  private double rate;

  @Override
  public List<Segment> hold(LoadStep.Hold step) {
    rate = step.rate().perSecond();
    return List.of(new Segment.Linear(rate, rate, seconds(step.lasting())));
  }

  @Override
  public List<Segment> ramp(LoadStep.Ramp step) {
    double from = rate;
    rate = step.to().perSecond();
    return List.of(new Segment.Linear(from, rate, seconds(step.lasting())));
  }

  @Override
  public List<Segment> spike(LoadStep.Spike step) {
    double to = step.to().perSecond();
    return List.of(new Segment.Linear(to, to, seconds(step.lasting())));
  }

  @Override
  public List<Segment> decay(LoadStep.Decay step) {
    double from = Math.max(rate, STILL);
    rate = step.to().perSecond();
    return List.of(new Segment.Exponential(from, Math.max(rate, STILL), seconds(step.lasting())));
  }

  @Override
  public List<Segment> curve(LoadStep.Curve step) {
    var segments = new ArrayList<Segment>();
    for (int i = 1; i < step.points().size(); i++) {
      LoadStep.Curve.Point from = step.points().get(i - 1);
      LoadStep.Curve.Point to = step.points().get(i);
      segments.add(
          new Segment.Linear(
              from.rate().perSecond(), to.rate().perSecond(), seconds(to.at().minus(from.at()))));
      rate = to.rate().perSecond();
    }
    return segments;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
