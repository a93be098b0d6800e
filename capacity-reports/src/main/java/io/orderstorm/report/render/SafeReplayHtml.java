package io.orderstorm.report.render;

import io.orderstorm.report.capacity.SafeReplay;

/** The section of a plan's page on replays beside the live load. */
final class SafeReplayHtml {

  private SafeReplayHtml() {}

  static void section(Markup html, SafeReplay replay) {
    html.raw("<section id=\"safe-replay\">").element("h2", SafeReplayRows.HEADING);
    html.element("p", "lead", replay.sentence());
    replay.explanation().ifPresent(why -> html.element("p", why));
    HtmlTable table = HtmlTable.begin(html, "Probes beside a replay");
    table.column("Probe");
    SafeReplayRows.NUMBERS.forEach(table::number);
    table.column("Answer").column("Because");
    for (SafeReplayRows.Row row : SafeReplayRows.of(replay)) {
      HtmlTable line = table.row("").name(row.number());
      row.figures().forEach(line::cell);
      line.markup(Marks.answer(row.answer())).cell(row.reasons());
    }
    table.end();
    html.element("p", "soft", SafeReplayRows.basis(replay)).raw("</section>");
  }
}
