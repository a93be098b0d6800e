package io.orderstorm.report.render;

import io.orderstorm.report.capacity.SafeReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The section of a plan's Markdown on replays beside the live load. */
final class SafeReplayMarkdown {

  private SafeReplayMarkdown() {}

  static String section(SafeReplay replay) {
    var text = new StringBuilder();
    text.append("### ").append(SafeReplayRows.HEADING).append("\n\n");
    text.append(replay.sentence()).append("\n\n");
    replay.explanation().ifPresent(why -> text.append(why).append("\n\n"));
    var heads = new ArrayList<String>(List.of("probe"));
    SafeReplayRows.NUMBERS.forEach(name -> heads.add(name.toLowerCase(Locale.ROOT)));
    heads.addAll(List.of("answer", "because"));
    row(text, heads);
    row(text, heads.stream().map(head -> "---").toList());
    for (SafeReplayRows.Row of : SafeReplayRows.of(replay)) {
      var cells = new ArrayList<String>(List.of(of.number()));
      cells.addAll(of.figures());
      cells.add(of.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      cells.add(of.reasons());
      row(text, cells);
    }
    return text.append('\n').append(SafeReplayRows.basis(replay)).append('\n').toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append('|');
    cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    text.append('\n');
  }
}
