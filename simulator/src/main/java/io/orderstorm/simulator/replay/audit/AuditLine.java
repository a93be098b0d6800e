package io.orderstorm.simulator.replay.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.simulator.replay.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line: canonical JSON whose last field is its own hash.
 *
 * @param text without a line end
 * @param seq from 1
 * @param previous hash of the line before, {@link #NONE} for the first
 */
record AuditLine(String text, long seq, String previous, String hash, JsonNode content) {

  static final String NONE = "0".repeat(64);

  private static final Pattern FORM =
      Pattern.compile("(\\{.*),\"hash\":\"([0-9a-f]{64})\"\\}", Pattern.DOTALL);

  /** Makes the line that follows one with this hash. */
  static AuditLine after(
      long seq, String previous, Instant at, String kind, String plan, Map<String, ?> details) {
    ObjectNode content = (ObjectNode) CanonicalJson.tree(Map.of());
    content.put("at", at.toString());
    content.set("details", CanonicalJson.tree(details));
    content.put("kind", kind);
    content.put("plan", plan);
    content.put("previous", previous);
    content.put("seq", seq);
    String body = CanonicalJson.text(content);
    String open = body.substring(0, body.length() - 1);
    String hash = hash(open);
    return new AuditLine(open + ",\"hash\":\"" + hash + "\"}", seq, previous, hash, content);
  }

  /** Reads a line; empty if it is none, or not as it was written. */
  static Optional<AuditLine> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !hash(form.group(1)).equals(form.group(2))) {
      return Optional.empty();
    }
    try {
      JsonNode content = CanonicalJson.parse(text);
      return Optional.of(
          new AuditLine(
              text,
              content.path("seq").asLong(),
              content.path("previous").asText(),
              form.group(2),
              content));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String kind() {
    return content.path("kind").asText();
  }

  private static String hash(String open) {
    return HexFormat.of()
        .formatHex(CanonicalJson.sha256().digest(open.getBytes(StandardCharsets.UTF_8)));
  }
}
