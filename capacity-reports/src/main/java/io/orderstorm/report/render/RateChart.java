package io.orderstorm.report.render;

import io.orderstorm.report.capacity.Judged;
import io.orderstorm.report.capacity.ProbeFigures;
import io.orderstorm.report.capacity.RateSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The latency curve of a search as a still picture: each probe at its rate and p99, filled where it
 * was sustained and hollow where not, the interval of the limit as a band, the target as a line.
 * Latency is on a logarithmic axis: beyond the limit it has no bound.
 */
final class RateChart {

  private static final double WIDTH = 760;
  private static final double HEIGHT = 300;
  private static final double LEFT = 64;
  private static final double RIGHT = 18;
  private static final double TOP = 16;
  private static final double BOTTOM = 46;

  private record Dot(double rate, double ms, Judged.Answer answer) {}

  private final List<Dot> dots = new ArrayList<>();
  private final Markup html;
  private double leastRate;
  private double mostRate;
  private double leastMs;
  private double mostMs;

  private RateChart(Markup html) {
    this.html = html;
  }

  /** Draws, unless there are fewer than two probes with a latency. */
  static void draw(
      Markup html, List<Judged> probes, RateSearch.Result result, @Nullable Double target) {
    RateChart chart = new RateChart(html);
    for (Judged probe : probes) {
      ProbeFigures.StageFigures ends = probe.figures().stage("end-to-end");
      Double p99 = ends.p99Ms();
      if (p99 != null && p99 > 0) {
        chart.dots.add(new Dot(probe.figures().offeredPerSecond(), p99, probe.answer()));
      }
    }
    if (chart.dots.size() > 1) {
      chart.draw(result, target);
    }
  }

  private void draw(RateSearch.Result result, @Nullable Double target) {
    leastRate = dots.stream().mapToDouble(Dot::rate).min().orElse(0);
    mostRate = dots.stream().mapToDouble(Dot::rate).max().orElse(1);
    if (target != null) {
      leastRate = Math.min(leastRate, target);
      mostRate = Math.max(mostRate, target);
    }
    double margin = Math.max(1, 0.06 * (mostRate - leastRate));
    leastRate = Math.max(0, leastRate - margin);
    mostRate += margin;
    leastMs = Math.pow(10, Math.floor(Math.log10(min())));
    mostMs = Math.pow(10, Math.ceil(Math.log10(max())));
    mostMs = mostMs <= leastMs ? leastMs * 10 : mostMs;
    html.raw(
        format(
            "<svg class=\"curve\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"p99 end to"
                + " end of each probe over its rate\">",
            WIDTH, HEIGHT));
    if (Double.isFinite(result.high()) && result.rate() > 0) {
      double from = x(Math.max(leastRate, result.low()));
      double to = x(Math.min(mostRate, result.high()));
      html.raw(
          format(
              "<rect class=\"band\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              from, TOP, Math.max(1, to - from), HEIGHT - TOP - BOTTOM));
    }
    axes();
    if (target != null) {
      html.raw(
          format(
              "<line class=\"target\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              x(target), x(target), TOP, HEIGHT - BOTTOM));
      label(x(target) + 5, TOP + 12, "start", "target");
    }
    for (Dot dot : dots) {
      html.raw(
          format(
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"5.5\"><title>%s</title></circle>",
              dot.answer().name().toLowerCase(Locale.ROOT),
              x(dot.rate()),
              y(dot.ms()),
              PlanWords.rate(dot.rate()) + ", p99 " + PlanWords.milliseconds(dot.ms())));
    }
    html.raw("</svg>");
    html.raw(
        "<ul class=\"key\"><li><span class=\"dot full\"></span>sustained</li>"
            + "<li><span class=\"dot\"></span>not sustained</li>"
            + "<li><b>&nbsp;</b>95 % interval of the limit</li></ul>");
  }

  private double min() {
    return dots.stream().mapToDouble(Dot::ms).min().orElse(1);
  }

  private double max() {
    return dots.stream().mapToDouble(Dot::ms).max().orElse(10);
  }

  private void axes() {
    for (double ms = leastMs; ms <= mostMs * 1.001; ms *= 10) {
      html.raw(
          format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT, WIDTH - RIGHT, y(ms), y(ms)));
      label(
          LEFT - 8,
          y(ms) + 4,
          "end",
          ms >= 1_000 ? format("%,.0f s", ms / 1_000) : format("%.0f ms", ms));
    }
    double step = step(mostRate - leastRate);
    for (double rate = Math.ceil(leastRate / step) * step; rate <= mostRate; rate += step) {
      label(x(rate), HEIGHT - BOTTOM + 18, "middle", format("%.0f", rate));
    }
    label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "middle", "orders offered a second");
  }

  private static double step(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width / 5)));
    double times = width / 5 / power;
    return power * (times < 2 ? 2 : times < 5 ? 5 : 10);
  }

  private void label(double x, double y, String anchor, String text) {
    html.raw(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor))
        .text(text)
        .raw("</text>");
  }

  private double x(double rate) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (rate - leastRate) / (mostRate - leastRate);
  }

  private double y(double ms) {
    double share = Math.log(ms / leastMs) / Math.log(mostMs / leastMs);
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
