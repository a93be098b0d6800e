package io.orderstorm.report.render;

import io.orderstorm.report.result.RunResult;
import java.util.List;

/**
 * What the sections of the page have in common: a frame, figures with their names, tables of words.
 */
abstract class HtmlSection {

  final Markup html;
  final RunResult result;

  HtmlSection(Markup html, RunResult result) {
    this.html = html;
    this.result = result;
  }

  final void begin(String id, String style, String heading, String lead) {
    html.raw(
        "<section id=\""
            + id
            + "-section\" class=\""
            + style
            + "\" aria-labelledby=\""
            + id
            + "-heading\">");
    html.raw("<h2 id=\"" + id + "-heading\">").text(heading).raw("</h2>");
    if (!lead.isEmpty()) {
      html.element("p", "lead", lead);
    }
  }

  final void end() {
    html.raw("</section>");
  }

  final HtmlSection term(long count, String label, boolean alarming) {
    String style = count == 0 ? "zero" : alarming ? "alarm" : "";
    html.raw("<span" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + ">");
    html.element("b", Words.count(count)).element("small", label).raw("</span>");
    return this;
  }

  final HtmlSection sign(String sign) {
    html.element("i", sign);
    return this;
  }

  final void table(String caption, List<String> headings, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      HtmlTable table = HtmlTable.begin(html, caption);
      headings.forEach(table::column);
      for (List<String> cells : rows) {
        table.row("").name(cells.get(0));
        cells.stream().skip(1).forEach(table::cell);
      }
      table.end();
    }
  }

  final void entry(String name, String value) {
    html.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
  }
}
