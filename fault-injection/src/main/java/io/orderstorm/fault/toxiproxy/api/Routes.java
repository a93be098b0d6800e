package io.orderstorm.fault.toxiproxy.api;

import io.orderstorm.fault.toxiproxy.registry.ApiFailure;
import io.orderstorm.fault.toxiproxy.registry.ProxyRegistry;
import io.orderstorm.fault.toxiproxy.registry.ToxicRequest;
import io.orderstorm.fault.toxiproxy.relay.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each path and method does. */
final class Routes {

  /** The server whose behaviour this one has; build metadata tells them apart. */
  static final String VERSION = "2.12.0+orderstorm";

  private final ProxyRegistry registry;
  private final boolean metrics;

  Routes(ProxyRegistry registry, boolean metrics) {
    this.registry = registry;
    this.metrics = metrics;
  }

  Answer answer(String method, String rawPath, String userAgent, String body) {
    if (userAgent.startsWith("Mozilla/")) {
      return Answer.error(403, "User agent not allowed");
    }
    var methods = methods(segments(rawPath), body);
    if (methods.isEmpty()) {
      return Answer.error(404, "not found");
    }
    var action = methods.get(method);
    if (action == null) {
      return Answer.methodNotAllowed(List.copyOf(methods.keySet()));
    }
    try {
      return action.answer();
    } catch (ApiFailure e) {
      return Answer.error(e.status(), String.valueOf(e.getMessage()));
    }
  }

  private static List<String> segments(String rawPath) {
    return Arrays.stream(rawPath.split("/", -1))
        .skip(1)
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private Map<String, Action> methods(List<String> path, String body) {
    if (path.size() >= 2
        && path.size() <= 4
        && path.get(0).equals("proxies")
        && !path.get(1).isEmpty()) {
      return ofProxy(path, body);
    }
    return path.size() == 1 ? ofServer(path.get(0), body) : Map.of();
  }

  private Map<String, Action> ofServer(String path, String body) {
    return switch (path) {
      case "version" ->
          get(
              () ->
                  Answer.text(
                      "application/json;charset=utf-8", "{\"version\": \"" + VERSION + "\"}\n"));
      case "proxies" ->
          inOrder(
              "GET", () -> Answer.json(200, ApiJson.proxies(registry.proxies())),
              "POST",
                  () -> Answer.json(201, ApiJson.proxy(registry.create(ApiRequests.proxy(body)))));
      case "populate" -> Map.of("POST", () -> populate(body));
      case "reset" -> Map.of("POST", this::reset);
      case "evidence" -> get(() -> Answer.json(200, ApiJson.evidence(registry.evidence())));
      case "metrics" -> metrics ? get(() -> Metrics.answer(registry.proxies())) : Map.of();
      default -> Map.of();
    };
  }

  private Map<String, Action> ofProxy(List<String> path, String body) {
    var name = path.get(1);
    if (path.size() == 2) {
      return ofProxy(name, body);
    }
    if (path.size() == 3 && path.get(2).equals("evidence")) {
      return get(() -> Answer.json(200, ApiJson.evidence(registry.proxy(name).evidence())));
    }
    if (!path.get(2).equals("toxics")) {
      return Map.of();
    }
    return path.size() == 3 ? ofToxics(name, body) : ofToxic(name, path.get(3), body);
  }

  private Map<String, Action> ofProxy(String name, String body) {
    Action update =
        () -> Answer.json(200, ApiJson.proxy(registry.update(name, ApiRequests.proxy(body))));
    Action delete =
        () -> {
          registry.delete(name);
          return Answer.empty();
        };
    var methods = get(() -> Answer.json(200, ApiJson.proxy(registry.proxy(name))));
    return with(methods, update, delete);
  }

  private Map<String, Action> ofToxics(String proxy, String body) {
    return inOrder(
        "GET", () -> Answer.json(200, ApiJson.toxics(registry.proxy(proxy).toxics())),
        "POST",
            () ->
                Answer.json(
                    200, ApiJson.toxic(registry.addToxic(proxy, toxicAfterProxy(proxy, body)))));
  }

  private ToxicRequest toxicAfterProxy(String proxy, String body) throws ApiFailure {
    registry.proxy(proxy);
    return ApiRequests.toxic(body);
  }

  private Map<String, Action> ofToxic(String proxy, String toxic, String body) {
    Action update =
        () -> {
          registry.toxic(proxy, toxic);
          return Answer.json(
              200, ApiJson.toxic(registry.updateToxic(proxy, toxic, ApiRequests.toxic(body))));
        };
    Action delete =
        () -> {
          registry.removeToxic(proxy, toxic);
          return Answer.empty();
        };
    var methods = get(() -> Answer.json(200, ApiJson.toxic(registry.toxic(proxy, toxic))));
    return with(methods, update, delete);
  }

  private Answer populate(String body) throws ApiFailure {
    var done = new ArrayList<Proxy>();
    try {
      registry.populate(ApiRequests.proxies(body), done::add);
      return Answer.json(201, ApiJson.populated(done));
    } catch (ApiFailure e) {
      return Answer.json(
          e.status(), ApiJson.error(String.valueOf(e.getMessage()), e.status(), done));
    }
  }

  private Answer reset() throws ApiFailure {
    registry.reset();
    return Answer.empty();
  }

  private static Map<String, Action> get(Action action) {
    return inOrder("GET", action);
  }

  private static Map<String, Action> with(
      Map<String, Action> methods, Action update, Action delete) {
    methods.put("POST", update);
    methods.put("PATCH", update);
    methods.put("DELETE", delete);
    return methods;
  }

  private static Map<String, Action> inOrder(String method, Action action) {
    var methods = new LinkedHashMap<String, Action>();
    methods.put(method, action);
    return methods;
  }

  private static Map<String, Action> inOrder(String first, Action one, String second, Action two) {
    var methods = inOrder(first, one);
    methods.put(second, two);
    return methods;
  }

  private interface Action {
    Answer answer() throws ApiFailure;
  }
}
