package io.orderstorm.scenario.file;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where something stands: in the file, or on the command line if an override put it there.
 *
 * @param origin the file as the user named it, or {@code --set path}
 * @param path the field, for example {@code load.1.ramp.to}; empty for the whole file
 */
record Position(String origin, String path, Node node) {

  /** The refusal of what stands here. */
  ScenarioException refuse(String reason) {
    return new ScenarioException(where() + (path.isEmpty() ? "" : path + ": ") + reason);
  }

  /** The line in which it stands, from 1. */
  int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  String where() {
    Object option = node.getProperty(Overrides.MARK);
    if (option != null) {
      return option + ": ";
    }
    return origin
        + node.getStartMark()
            .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
            .orElse("")
        + ": ";
  }

  Position child(String key, Node value) {
    return new Position(origin, path.isEmpty() ? key : path + "." + key, value);
  }
}
