package io.orderstorm.scenario.file;

import io.orderstorm.scenario.model.Team;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file that names who is called: {@code teams: {NAME: {on-call: …, escalation: …}}}. */
public final class TeamsFile {

  private TeamsFile() {}

  /**
   * Reads it.
   *
   * @return by team, in the file's order
   * @throws ScenarioException if there is none, or it is not as described
   */
  public static Map<String, Team> read(Path file) {
    Section root =
        Section.of(
            new Position(file.toString(), "", new YamlText(file.toString(), "teams").read(file)));
    Section teams = root.requiredSection("teams");
    var read = new LinkedHashMap<String, Team>();
    for (String name : teams.keys()) {
      Section team = teams.requiredSection(name);
      read.put(
          name,
          new Team(
              team.required("on-call", TeamsFile::named),
              team.required("escalation", TeamsFile::named)));
      team.end();
    }
    root.end();
    return read;
  }

  private static String named(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must name somebody or a channel");
    }
    return text;
  }
}
