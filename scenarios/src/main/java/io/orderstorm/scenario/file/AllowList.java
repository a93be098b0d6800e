package io.orderstorm.scenario.file;

import io.orderstorm.fault.remote.AllowedTargets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where runs may go beside this machine's own processes, as a file says it:
 *
 * <pre>
 * clusters: [ MkU3OEVBNTcwNTJENDM2Qk ]
 * hosts: [ orders-db.test.example ]
 * </pre>
 *
 * @param origin what the list is called in messages: its file
 * @param clusters ids of Kafka clusters. An address is not enough: the same one may lead somewhere
 *     else tomorrow
 * @param hosts of databases, beside the loopback interface
 */
public record AllowList(String origin, Set<String> clusters, AllowedTargets hosts) {

  public AllowList {
    clusters = Set.copyOf(clusters);
  }

  /**
   * Reads a list.
   *
   * @throws ScenarioException if there is no such file, or it says something else than a list
   */
  public static AllowList read(Path file) {
    String origin = file.toString();
    Section root =
        Section.of(new Position(origin, "", new YamlText(origin, "allow-list").read(file)));
    var list =
        new AllowList(origin, names(root, "clusters"), new AllowedTargets(names(root, "hosts")));
    root.end();
    return list;
  }

  private static Set<String> names(Section root, String key) {
    var names = new LinkedHashSet<String>();
    for (Position element : root.list(key)) {
      names.add(Section.read(element, Quantity::text));
    }
    return names;
  }
}
