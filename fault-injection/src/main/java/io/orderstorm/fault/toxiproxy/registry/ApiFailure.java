package io.orderstorm.fault.toxiproxy.registry;

/** A request that can't be granted: the HTTP status and the text that Toxiproxy gives. */
public final class ApiFailure extends Exception {

  private final int status;

  private ApiFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }

  public static ApiFailure of(int status, String message) {
    return new ApiFailure(status, message);
  }

  public static ApiFailure badBody(String reason) {
    return of(400, "bad request body: " + reason);
  }

  static ApiFailure missing(String field) {
    return of(400, "missing required field: " + field);
  }

  static ApiFailure proxyNotFound() {
    return of(404, "proxy not found");
  }

  static ApiFailure toxicNotFound() {
    return of(404, "toxic not found");
  }

  static ApiFailure proxyExists() {
    return of(409, "proxy already exists");
  }

  static ApiFailure toxicExists() {
    return of(409, "toxic already exists");
  }

  static ApiFailure notBound(String listen, String reason) {
    return of(500, "listen tcp " + listen + ": " + reason);
  }
}
