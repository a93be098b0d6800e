package io.orderstorm.fault.toxiproxy.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.fault.toxiproxy.relay.Proxy;
import io.orderstorm.fault.toxiproxy.relay.ProxyEvidence;
import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;
import java.math.BigDecimal;
import java.util.Collection;

/** The API's JSON, as it is written. */
final class ApiJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ApiJson() {}

  static String error(String message, int status) {
    return text(NODES.objectNode().put("error", message).put("status", status)) + "\n";
  }

  /** The answer to a populate that stopped half-way. */
  static String error(String message, int status, Collection<Proxy> done) {
    var node = NODES.objectNode().put("error", message).put("status", status);
    node.set("proxies", arrayOrNull(done));
    return text(node) + "\n";
  }

  static String populated(Collection<Proxy> done) {
    var node = NODES.objectNode();
    node.set("proxies", arrayOrNull(done));
    return text(node);
  }

  private static JsonNode arrayOrNull(Collection<Proxy> proxies) {
    if (proxies.isEmpty()) {
      return NODES.nullNode();
    }
    var array = NODES.arrayNode();
    proxies.forEach(proxy -> array.add(node(proxy)));
    return array;
  }

  static String proxies(Collection<Proxy> proxies) {
    var map = NODES.objectNode();
    proxies.forEach(proxy -> map.set(proxy.spec().name(), node(proxy)));
    return text(map);
  }

  static String proxy(Proxy proxy) {
    return text(node(proxy));
  }

  private static ObjectNode node(Proxy proxy) {
    var spec = proxy.spec();
    var node =
        NODES
            .objectNode()
            .put("name", spec.name())
            .put("listen", spec.listen())
            .put("upstream", spec.upstream())
            .put("enabled", spec.enabled());
    node.set("toxics", array(proxy.toxics()));
    return node;
  }

  static String toxics(Collection<ToxicSpec> toxics) {
    return text(array(toxics));
  }

  private static ArrayNode array(Collection<ToxicSpec> toxics) {
    var array = NODES.arrayNode();
    toxics.forEach(toxic -> array.add(node(toxic)));
    return array;
  }

  static String toxic(ToxicSpec toxic) {
    return text(node(toxic));
  }

  private static ObjectNode node(ToxicSpec toxic) {
    var node = NODES.objectNode();
    var attributes = node.putObject("attributes");
    toxic.attributes().values().forEach((name, value) -> attributes.set(name, number(value)));
    return node.put("name", toxic.name())
        .put("type", toxic.type().text())
        .put("stream", toxic.streamAsSent())
        .set("toxicity", number(toxic.toxicity()));
  }

  /**
   * {@code 1} rather than {@code 1.0}, {@code 0.2} rather than the double nearest to that float.
   */
  private static JsonNode number(Number value) {
    if (value instanceof Long whole) {
      return NODES.numberNode(whole);
    }
    var decimal = new BigDecimal(value.toString());
    return decimal.signum() == 0 || decimal.stripTrailingZeros().scale() <= 0
        ? NODES.numberNode(decimal.longValue())
        : NODES.numberNode(decimal);
  }

  static String evidence(ProxyEvidence evidence) {
    return text(MAPPER.valueToTree(evidence));
  }

  static String evidence(Collection<ProxyEvidence> evidence) {
    var map = NODES.objectNode();
    evidence.forEach(one -> map.set(one.name(), MAPPER.valueToTree(one)));
    return text(map);
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values can't be written", e);
    }
  }
}
