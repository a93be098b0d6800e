package io.orderstorm.scenario.gameday;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orderstorm.scenario.engine.HarnessException;
import io.orderstorm.scenario.engine.Operations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Lets {@code orderstorm pipeline} commands in other processes see and act on a pipeline: over the
 * loopback interface, for those who know its address, which holds a secret.
 */
public final class Door implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int REFUSED = 400;

  private final HttpServer server;
  private final String secret = UUID.randomUUID().toString();
  private final Operations operations;

  private Door(HttpServer server, Operations operations) {
    this.server = server;
    this.operations = operations;
  }

  /** Opens a door; closing it is up to the caller. */
  public static Door to(Operations operations) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var door = new Door(server, operations);
      server.createContext("/" + door.secret + "/", door::answer);
      server.start();
      return door;
    } catch (IOException e) {
      throw new HarnessException("can't listen on the loopback interface", e);
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + secret + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> values = values(exchange.getRequestURI().getRawQuery());
      try {
        act(path.substring(path.lastIndexOf('/') + 1), values);
        respond(exchange, OK, JSON.writeValueAsBytes(status()));
      } catch (IllegalArgumentException e) {
        respond(exchange, REFUSED, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void act(String what, Map<String, String> values) {
    switch (what) {
      case "status" -> {
        // every answer tells the status
      }
      case "scale" ->
          operations.scale(
              values.getOrDefault("stage", ""),
              Integer.parseInt(values.getOrDefault("consumers", "")));
      case "end-fault" -> operations.endFault(values.getOrDefault("fault", ""));
      case "take-back" -> operations.takeBack();
      default -> throw new IllegalArgumentException("nobody knows '" + what + "' here");
    }
  }

  private Map<String, Object> status() {
    var status = new LinkedHashMap<String, Object>();
    status.put("alerts", operations.alerts());
    status.put("faults", operations.faults());
    status.put("releases", operations.releases());
    status.put("lag", operations.lag());
    status.put("lagAgeSeconds", operations.lagAge().toMillis() / 1_000.0);
    status.put("openDeadLetters", operations.openLetters());
    return status;
  }

  private static Map<String, String> values(String query) {
    var values = new HashMap<String, String>();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
