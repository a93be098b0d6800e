package io.orderstorm.report.capacity;

import java.util.List;

/**
 * What a stage carries with how many consumers.
 *
 * @param points measured by saturation
 */
public record ScalabilityStudy(
    String stage, List<ScalabilityFit.Point> points, ScalabilityFit fit) {

  public ScalabilityStudy {
    points = List.copyOf(points);
  }
}
