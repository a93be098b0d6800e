package io.orderstorm.report.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code events.jsonl}: a {@link RunEvent} a line, each written through at once. Threads may share
 * it.
 */
public final class EventLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS =
      new TypeReference<>() {};

  private final LineWriter lines;

  private EventLog(LineWriter lines) {
    this.lines = lines;
  }

  /** Opens the log for appending; earlier lines stay. */
  public static EventLog open(Path file) {
    return new EventLog(LineWriter.open(file));
  }

  public void append(RunEvent event) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("timeNanos", event.timeNanos());
    members.put("type", event.type());
    members.putAll(event.details());
    try {
      lines.append(JSON.writeValueAsString(members));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "event '" + event.type() + "' has details that are no JSON", e);
    }
    lines.flush();
  }

  @Override
  public void close() {
    lines.close();
  }

  /**
   * All events in the order of their lines. A last line that was cut off by a kill is left out.
   *
   * @throws UnreadableRecordsException if any other line is no event
   */
  public static List<RunEvent> read(Path file) {
    List<RunEvent> events = new ArrayList<>();
    LineReader.forEach(file, line -> events.add(parse(line)));
    return List.copyOf(events);
  }

  private static RunEvent parse(String line) throws JsonProcessingException {
    Map<String, Object> members = JSON.readValue(line, MEMBERS);
    Object time = members.remove("timeNanos");
    Object type = members.remove("type");
    if (!(time instanceof Number nanos) || !(type instanceof String name)) {
      throw new IllegalArgumentException("an event needs a numeric timeNanos and a type");
    }
    return new RunEvent(nanos.longValue(), name, members);
  }
}
