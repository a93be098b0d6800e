package io.orderstorm.scenario.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two JSON documents differ, field by field. */
final class JsonDifference {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String file;

  private JsonDifference(String file) {
    this.file = file;
  }

  /**
   * The differing fields, each with both values; empty if there is none.
   *
   * @throws JsonProcessingException if a text is not JSON
   */
  static List<String> between(String stored, String computed) throws JsonProcessingException {
    return between("result.json", stored, computed);
  }

  /** As {@link #between(String, String)}, of a file with another name. */
  static List<String> between(String file, String stored, String computed)
      throws JsonProcessingException {
    var differences = new ArrayList<String>();
    new JsonDifference(file)
        .compare("", JSON.readTree(stored), JSON.readTree(computed), differences);
    return differences;
  }

  /** Whether a text is a JSON document. */
  static boolean isJson(String text) {
    try {
      return !JSON.readTree(text).isMissingNode();
    } catch (JsonProcessingException broken) {
      return false;
    }
  }

  private void compare(String path, JsonNode stored, JsonNode computed, List<String> differences) {
    if (stored.isObject() && computed.isObject()) {
      var names = new TreeSet<String>();
      stored.fieldNames().forEachRemaining(names::add);
      computed.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> compare(path + "." + name, stored.path(name), computed.path(name), differences));
    } else if (stored.isArray() && computed.isArray()) {
      for (int i = 0; i < Math.max(stored.size(), computed.size()); i++) {
        compare(path + "[" + i + "]", stored.path(i), computed.path(i), differences);
      }
    } else if (!stored.equals(computed)) {
      differences.add(
          path.substring(1)
              + ": "
              + file
              + " says "
              + stored
              + ", the raw records say "
              + computed);
    }
  }
}
