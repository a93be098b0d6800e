package io.orderstorm.report.render;

import io.orderstorm.report.capacity.CapacityPlan;
import io.orderstorm.report.capacity.PlanContext;
import io.orderstorm.report.capacity.RateSearch;
import io.orderstorm.report.capacity.Searched;

/**
 * {@code capacity-plan.html}: one file that needs no network; the answer first, then a part for
 * each of its three readers.
 */
public final class CapacityHtml {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private final CapacityPlan plan;
  private final PlanContext context;
  private final Markup html = new Markup();

  private CapacityHtml(CapacityPlan plan) {
    this.plan = plan;
    this.context = plan.context();
  }

  public static String render(CapacityPlan plan) {
    CapacityHtml page = new CapacityHtml(plan);
    page.head();
    page.answer();
    page.facts();
    page.html.raw(
        "<nav class=\"readers\" aria-label=\"Parts\"><a href=\"#impact\">Impact (product)</a>"
            + "<a href=\"#design\">Design (engineering)</a>"
            + "<a href=\"#operating\">Operating (on-call)</a>"
            + "<a href=\"#basis\">What it rests on</a></nav></header><main>");
    CapacitySections sections = new CapacitySections(page.html, plan);
    sections.impact();
    sections.design();
    sections.operating();
    sections.basis();
    page.tail();
    return page.html.toString();
  }

  private void head() {
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    html.element("title", "Capacity plan – " + context.scenario());
    html.raw("<style>")
        .raw(Library.own("report.css"))
        .raw(Library.own("capacity.css"))
        .raw("</style>");
    html.raw("</head><body class=\"" + plan.outcome() + "\"><header>");
  }

  private void answer() {
    html.raw(Marks.outcome(plan.outcome()));
    html.element("h1", plan.sentence());
    html.element("p", "question", "Capacity plan: " + context.title());
    html.element(
        "p",
        "meta",
        "scenario "
            + context.scenario()
            + " · "
            + context.owner()
            + " · "
            + context.madeAt()
            + " · seed "
            + context.seed()
            + " · "
            + plan.probes()
            + " probes, "
            + PlanWords.span(plan.probedSeconds())
            + " of load");
  }

  private void facts() {
    RateSearch.Result healthy = plan.study().healthy().result();
    html.raw("<dl class=\"facts\">");
    fact("Target", PlanWords.rate(context.targetPerSecond()), "to be carried");
    fact(
        healthy.limitedByHarness() ? "Seen sustained" : "Sustained",
        PlanWords.rate(healthy.sustained()),
        healthy.limitedByHarness() ? PlanWords.converged(healthy) : PlanWords.interval(healthy));
    fact("Headroom", PlanWords.headroom(plan), "over the target");
    for (Searched searched : plan.study().searched()) {
      if (!searched.equals(plan.study().healthy())) {
        fact(
            searched.condition(),
            PlanWords.rate(searched.result().sustained()),
            searched.result().limitedByHarness()
                ? PlanWords.converged(searched.result())
                : PlanWords.interval(searched.result()));
      }
    }
    plan.study()
        .safeReplay()
        .ifPresent(
            of ->
                fact(
                    SafeReplayRows.HEADING,
                    PlanWords.rate(of.rate()),
                    PlanWords.interval(of.result())));
    plan.study()
        .saturation()
        .ifPresent(probe -> fact("Backlogs fall by", PlanWords.worked(probe), "less what arrives"));
    html.raw("</dl>");
  }

  private void fact(String label, String figure, String beside) {
    html.raw("<div>")
        .element("dt", label)
        .raw("<dd>")
        .text(figure)
        .element("small", beside)
        .raw("</dd></div>");
  }

  private void tail() {
    html.raw("</main><footer><p>OrderStorm · every figure is computed from the raw records of ");
    html.raw("the sessions in this folder; capacity-plan.json holds them all.</p>");
    html.raw("<pre>").text(context.command()).raw("</pre></footer></body></html>\n");
  }
}
