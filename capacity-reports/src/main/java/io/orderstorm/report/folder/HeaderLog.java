package io.orderstorm.report.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code <topic>.headers.jsonl}: {@link CarriedHeaders} a line. Threads may share it. */
public final class HeaderLog implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LineWriter lines;

  private HeaderLog(LineWriter lines) {
    this.lines = lines;
  }

  /** Opens the log for appending. */
  public static HeaderLog open(Path file) {
    return new HeaderLog(LineWriter.open(file));
  }

  public void append(CarriedHeaders record) {
    ObjectNode line = JSON.createObjectNode();
    line.put("partition", record.partition());
    line.put("offset", record.offset());
    ObjectNode headers = line.putObject("headers");
    record.headers().forEach(headers::put);
    lines.append(line.toString());
  }

  public void flush() {
    lines.flush();
  }

  @Override
  public void close() {
    lines.close();
  }

  /** All records in the order of their lines. */
  public static List<CarriedHeaders> read(Path file) {
    List<CarriedHeaders> records = new ArrayList<>();
    LineReader.forEach(file, line -> records.add(parse(line)));
    return List.copyOf(records);
  }

  private static CarriedHeaders parse(String line) throws JsonProcessingException {
    JsonNode node = JSON.readTree(line);
    if (!node.path("partition").isInt() || !node.path("offset").isIntegralNumber()) {
      throw new IllegalArgumentException("a line of headers needs its partition and offset");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    node.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return new CarriedHeaders(
        node.path("partition").asInt(), node.path("offset").asLong(), headers);
  }
}
