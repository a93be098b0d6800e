package io.orderstorm.report.render;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with headings that turns into cards on a narrow screen: each cell carries its heading.
 */
final class HtmlTable {

  private record Column(String heading, boolean number) {}

  private final Markup html;
  private final List<Column> columns = new ArrayList<>();
  private boolean inBody;
  private int next;

  private HtmlTable(Markup html) {
    this.html = html;
  }

  static HtmlTable begin(Markup html, String caption) {
    html.raw("<div class=\"scroll\"><table class=\"cards\">").element("caption", caption);
    return new HtmlTable(html);
  }

  HtmlTable column(String heading) {
    columns.add(new Column(heading, false));
    return this;
  }

  HtmlTable number(String heading) {
    columns.add(new Column(heading, true));
    return this;
  }

  HtmlTable row(String style) {
    if (!inBody) {
      head();
    } else {
      html.raw("</tr>");
    }
    html.raw(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
    next = 0;
    return this;
  }

  private void head() {
    html.raw("<thead><tr>");
    for (Column column : columns) {
      html.raw("<th scope=\"col\"" + (column.number() ? " class=\"num\"" : "") + ">");
      html.text(column.heading()).raw("</th>");
    }
    html.raw("</tr></thead><tbody>");
    inBody = true;
  }

  /** The cell that names its row. */
  HtmlTable name(String text) {
    next++;
    html.raw("<th scope=\"row\">").text(text).raw("</th>");
    return this;
  }

  HtmlTable cell(String text) {
    return markup(Markup.escape(text), text.equals(Words.NONE) || text.isEmpty());
  }

  /** A cell of trusted markup. */
  HtmlTable markup(String markup) {
    return markup(markup, false);
  }

  private HtmlTable markup(String markup, boolean empty) {
    Column column = columns.get(next++);
    String style = (column.number() ? "num " : "") + (empty ? "none" : "");
    html.raw("<td" + (style.isBlank() ? "" : " class=\"" + style.strip() + "\""));
    html.raw(" data-label=\"" + Markup.escape(column.heading()) + "\">").raw(markup).raw("</td>");
    return this;
  }

  void end() {
    if (inBody) {
      html.raw("</tr></tbody>");
    }
    html.raw("</table></div>");
  }
}
