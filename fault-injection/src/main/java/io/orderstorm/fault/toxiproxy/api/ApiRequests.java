package io.orderstorm.fault.toxiproxy.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderstorm.fault.toxiproxy.registry.ApiFailure;
import io.orderstorm.fault.toxiproxy.registry.ProxyRequest;
import io.orderstorm.fault.toxiproxy.registry.ToxicRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests out of JSON: keys match in any case, {@code null} counts as absent, unknown keys are
 * ignored.
 */
public final class ApiRequests {

  private ApiRequests() {}

  /** The proxies of a populate request or of a configuration file. */
  public static List<ProxyRequest> proxies(String body) throws ApiFailure {
    return proxies(tree(body));
  }

  static ProxyRequest proxy(String body) throws ApiFailure {
    return proxy(object(tree(body)));
  }

  static ToxicRequest toxic(String body) throws ApiFailure {
    return toxic(object(tree(body)));
  }

  private static List<ProxyRequest> proxies(JsonNode node) throws ApiFailure {
    var requests = new ArrayList<ProxyRequest>();
    for (var element : array(node, "the body")) {
      requests.add(proxy(object(element)));
    }
    return requests;
  }

  private static ProxyRequest proxy(JsonNode node) throws ApiFailure {
    var toxics = new ArrayList<ToxicRequest>();
    var given = find(node, "toxics");
    if (given != null) {
      for (var element : array(given, "toxics")) {
        toxics.add(toxic(object(element)));
      }
    }
    return new ProxyRequest(
        text(node, "name"),
        text(node, "listen"),
        text(node, "upstream"),
        truth(node, "enabled"),
        toxics);
  }

  private static ToxicRequest toxic(JsonNode node) throws ApiFailure {
    return new ToxicRequest(
        text(node, "name"),
        text(node, "type"),
        text(node, "stream"),
        number(node, "toxicity"),
        attributes(find(node, "attributes")));
  }

  private static Map<String, Object> attributes(@Nullable JsonNode node) throws ApiFailure {
    var attributes = new LinkedHashMap<String, Object>();
    if (node != null) {
      for (var entry : object(node).properties()) {
        if (!entry.getValue().isNull()) {
          attributes.put(entry.getKey(), value(entry.getValue()));
        }
      }
    }
    return attributes;
  }

  private static Object value(JsonNode node) {
    if (node.canConvertToLong() && node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isNumber() ? (Object) node.doubleValue() : node.toString();
  }

  private static JsonNode tree(String body) throws ApiFailure {
    try {
      var node = ApiJson.MAPPER.readTree(body);
      if (node.isMissingNode()) {
        throw ApiFailure.badBody("EOF");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw ApiFailure.badBody(e.getOriginalMessage());
    }
  }

  private static JsonNode object(JsonNode node) throws ApiFailure {
    if (!node.isObject()) {
      throw ApiFailure.badBody("an object was expected, but not " + node.getNodeType());
    }
    return node;
  }

  private static JsonNode array(JsonNode node, String what) throws ApiFailure {
    if (!node.isArray()) {
      throw ApiFailure.badBody(what + " must be an array, but is " + node.getNodeType());
    }
    return node;
  }

  private static Optional<String> text(JsonNode node, String name) throws ApiFailure {
    var value = find(node, name);
    if (value != null && !value.isTextual()) {
      throw ApiFailure.badBody(name + " must be a string, but is " + value);
    }
    return Optional.ofNullable(value).map(JsonNode::textValue);
  }

  private static Optional<Boolean> truth(JsonNode node, String name) throws ApiFailure {
    var value = find(node, name);
    if (value != null && !value.isBoolean()) {
      throw ApiFailure.badBody(name + " must be true or false, but is " + value);
    }
    return Optional.ofNullable(value).map(JsonNode::booleanValue);
  }

  private static Optional<Float> number(JsonNode node, String name) throws ApiFailure {
    var value = find(node, name);
    if (value != null && !value.isNumber()) {
      throw ApiFailure.badBody(name + " must be a number, but is " + value);
    }
    return Optional.ofNullable(value).map(JsonNode::floatValue);
  }

  private static @Nullable JsonNode find(JsonNode node, String name) {
    JsonNode found = null;
    for (var entry : node.properties()) {
      if (entry.getKey().equalsIgnoreCase(name)) {
        found = entry.getValue();
      }
    }
    return found == null || found.isNull() ? null : found;
  }
}
