package io.orderstorm.report.render;

import java.util.ArrayList;
import java.util.List;

/** A table of a plan, the same in the page and in Markdown. Its first column names the rows. */
final class PlanTable {

  private record Column(String heading, boolean number) {}

  private final String caption;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  PlanTable(String caption) {
    this.caption = caption;
  }

  PlanTable text(String... headings) {
    for (String heading : headings) {
      columns.add(new Column(heading, false));
    }
    return this;
  }

  PlanTable numbers(String... headings) {
    for (String heading : headings) {
      columns.add(new Column(heading, true));
    }
    return this;
  }

  /** Adds a row, a cell for each column. */
  PlanTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          caption + " has " + columns.size() + " columns, the row " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Writes it into the page; nothing without rows. */
  void write(Markup html) {
    if (rows.isEmpty()) {
      return;
    }
    html.element("h3", caption);
    HtmlTable table = HtmlTable.begin(html, caption);
    columns.forEach(
        column -> {
          if (column.number()) {
            table.number(column.heading());
          } else {
            table.column(column.heading());
          }
        });
    for (List<String> row : rows) {
      table.row("").name(row.get(0));
      row.subList(1, row.size()).forEach(table::cell);
    }
    table.end();
  }

  /** Writes it as Markdown, an empty line behind it; nothing without rows. */
  void write(StringBuilder markdown) {
    if (rows.isEmpty()) {
      return;
    }
    markdown.append("**").append(caption).append("**\n\n");
    line(markdown, columns.stream().map(Column::heading).toList());
    line(markdown, columns.stream().map(column -> column.number() ? "---:" : "---").toList());
    rows.forEach(row -> line(markdown, row));
    markdown.append('\n');
  }

  private static void line(StringBuilder markdown, List<String> cells) {
    markdown.append('|');
    cells.forEach(cell -> markdown.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    markdown.append('\n');
  }
}
