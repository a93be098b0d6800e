package io.orderstorm.fault.toxiproxy.api;

import java.util.List;

/**
 * An HTTP response to be.
 *
 * @param allowed the methods of the path, for a 405
 */
record Answer(int status, String contentType, String body, List<String> allowed) {

  private static final String JSON = "application/json";

  Answer {
    allowed = List.copyOf(allowed);
  }

  static Answer json(int status, String body) {
    return new Answer(status, JSON, body, List.of());
  }

  static Answer text(String contentType, String body) {
    return new Answer(200, contentType, body, List.of());
  }

  static Answer empty() {
    return new Answer(204, "", "", List.of());
  }

  static Answer error(int status, String message) {
    return json(status, ApiJson.error(message, status));
  }

  static Answer methodNotAllowed(List<String> allowed) {
    return new Answer(405, JSON, ApiJson.error("method not allowed", 405), allowed);
  }
}
