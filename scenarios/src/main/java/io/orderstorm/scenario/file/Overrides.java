package io.orderstorm.scenario.file;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Values set from the command line: {@code load.1.ramp.to=1200/s} replaces or adds one value by its
 * path.
 */
final class Overrides {

  /**
   * Marks a node that an override made, so that a refusal can name the option instead of a line.
   */
  static final String MARK = "orderstorm.override";

  private Overrides() {}

  /**
   * Applies one override to a document.
   *
   * @throws ScenarioException if it is not {@code path=value} or the path leads nowhere
   */
  static void apply(String override, Node document, String origin) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new ScenarioException(
          "--set " + override + ": an override is path=value, such as load.1.ramp.to=1200/s");
    }
    String option = "--set " + override;
    List<String> path = List.of(override.substring(0, equals).trim().split("\\.", -1));
    Node parent = document;
    for (String key : path.subList(0, path.size() - 1)) {
      parent = descend(parent, key, option, origin);
    }
    var value = new ScalarNode(Tag.STR, override.substring(equals + 1).trim(), ScalarStyle.PLAIN);
    value.setProperty(MARK, option);
    put(parent, path.get(path.size() - 1), value, option, origin);
  }

  private static Node descend(Node parent, String key, String option, String origin) {
    if (parent instanceof SequenceNode list) {
      return list.getValue().get(index(list, key, option));
    }
    if (parent instanceof MappingNode map) {
      for (NodeTuple tuple : map.getValue()) {
        if (isKey(tuple, key)) {
          return tuple.getValueNode();
        }
      }
      var added = new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
      map.getValue().add(new NodeTuple(key(key), added));
      return added;
    }
    throw new ScenarioException(
        option + ": '" + key + "' leads nowhere in " + origin + ": it stands below a single value");
  }

  private static void put(Node parent, String key, ScalarNode value, String option, String origin) {
    if (parent instanceof SequenceNode list) {
      list.getValue().set(index(list, key, option), value);
    } else if (parent instanceof MappingNode map) {
      List<NodeTuple> tuples = map.getValue();
      for (int i = 0; i < tuples.size(); i++) {
        if (isKey(tuples.get(i), key)) {
          tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
          return;
        }
      }
      tuples.add(new NodeTuple(key(key), value));
    } else {
      throw new ScenarioException(
          option
              + ": '"
              + key
              + "' leads nowhere in "
              + origin
              + ": it stands below a single value");
    }
  }

  private static int index(SequenceNode list, String key, String option) {
    int size = list.getValue().size();
    if (!key.matches("\\d{1,6}") || Integer.parseInt(key) >= size) {
      throw new ScenarioException(
          option + ": '" + key + "' must be a place in a list of " + size + ", counted from 0");
    }
    return Integer.parseInt(key);
  }

  private static boolean isKey(NodeTuple tuple, String key) {
    return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }

  private static ScalarNode key(String key) {
    return new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN);
  }
}
