package io.orderstorm.report.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.report.record.FileHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two text lines that begin a record file. */
final class RecordFile {

  static final String MAGIC = "OSREC1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LAYOUT = List.of("kind", "recordBytes", "fields");

  private RecordFile() {}

  static String lines(FileHeader header) {
    ObjectNode node = JSON.createObjectNode();
    node.put("kind", header.kind());
    node.put("recordBytes", header.recordBytes());
    ArrayNode fields = node.putArray("fields");
    header.fields().forEach(field -> field.forEach(fields.addArray()::add));
    header.attributes().forEach(node::put);
    header.tables().forEach((table, names) -> names.forEach(node.withArray("/" + table)::add));
    header.tables().forEach((table, names) -> node.withArray("/" + table));
    return MAGIC + "\n" + node + "\n";
  }

  static FileHeader header(Path file, String line) {
    try {
      JsonNode node = JSON.readTree(line);
      Map<String, List<String>> tables = new LinkedHashMap<>();
      Map<String, String> attributes = new LinkedHashMap<>();
      node.properties().stream()
          .filter(entry -> !LAYOUT.contains(entry.getKey()))
          .forEach(entry -> sort(entry.getKey(), entry.getValue(), tables, attributes));
      List<List<String>> fields = new ArrayList<>();
      node.path("fields").forEach(field -> fields.add(texts(field)));
      return new FileHeader(
          node.path("kind").asText(), node.path("recordBytes").asInt(), fields, tables, attributes);
    } catch (JsonProcessingException e) {
      throw new UnreadableRecordsException(file, "its second line is no JSON header", e);
    }
  }

  private static void sort(
      String name,
      JsonNode value,
      Map<String, List<String>> tables,
      Map<String, String> attributes) {
    if (value.isArray()) {
      tables.put(name, texts(value));
    } else {
      attributes.put(name, value.asText());
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
