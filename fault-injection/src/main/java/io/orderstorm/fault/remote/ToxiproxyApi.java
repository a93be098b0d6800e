package io.orderstorm.fault.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.ToxicStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The requests of one server's API. */
public final class ToxiproxyApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 300;

  private final URI url;
  private final Duration limit;
  private final HttpClient http;

  /**
   * @param url of the API, {@code http://127.0.0.1:8474}
   * @param limit of each request
   */
  public ToxiproxyApi(URI url, Duration limit) {
    this.url = url;
    this.limit = limit;
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
  }

  public URI url() {
    return url;
  }

  /** The server's version, which also shows that it is there. */
  public String version() throws IOException {
    return json(send("GET", "/version", "")).path("version").asText();
  }

  /** Whether the server tells what its toxics did, and knows the toxics that are ours alone. */
  public boolean isOrderStorms() throws IOException {
    try {
      send("GET", "/evidence", "");
      return true;
    } catch (Refused e) {
      return false;
    }
  }

  // Proxies.

  /**
   * Makes a proxy; port 0 takes a free one.
   *
   * @return the address that it listens on, as the server writes it
   * @throws Refused if there is such a proxy already, which is then not touched
   */
  public String createProxy(String name, String listen, String upstream) throws IOException {
    var proxy =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("listen", listen)
            .put("upstream", upstream)
            .put("enabled", true);
    return json(send("POST", "/proxies", proxy.toString())).path("listen").asText();
  }

  /** The address that the proxy listens on, as the server writes it. */
  public String listen(String proxy) throws IOException {
    return json(send("GET", path(proxy), "")).path("listen").asText();
  }

  /** Switches the proxy on or off. */
  public void enable(String proxy, boolean enabled) throws IOException {
    send(
        "POST",
        path(proxy),
        JsonNodeFactory.instance.objectNode().put("enabled", enabled).toString());
  }

  /** Deletes the proxy; one that is not there is as good as deleted. */
  public void deleteProxy(String proxy) throws IOException {
    try {
      send("DELETE", path(proxy), "");
    } catch (Refused e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
    }
  }

  // Toxics.

  /** Adds a toxic with all that belongs to it, in one request; the stream is a single direction. */
  public void addToxic(String proxy, String name, LinkToxic use, ToxicStream stream)
      throws IOException {
    var toxic =
        JsonNodeFactory.instance.objectNode().put("name", name).put("type", use.toxic().type());
    toxic.put("stream", stream.text()).put("toxicity", (float) use.toxicity().value());
    toxic.set("attributes", use.toxic().match(ToxicAttributes.CASES));
    send("POST", path(proxy) + "/toxics", toxic.toString());
  }

  /**
   * Removes a toxic; one that is not there is as good as removed.
   *
   * @throws Refused if there is no such proxy
   */
  public void removeToxic(String proxy, String toxic) throws IOException {
    try {
      send("DELETE", path(proxy) + "/toxics/" + encoded(toxic), "");
    } catch (Refused e) {
      if (e.status() != NOT_FOUND || !String.valueOf(e.getMessage()).contains("toxic not found")) {
        throw e;
      }
    }
  }

  /** What went through the proxy and what its toxics did; empty if the server is not ours. */
  public Optional<JsonNode> evidence(String proxy) throws IOException {
    try {
      return Optional.of(json(send("GET", path(proxy) + "/evidence", "")));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  private String send(String method, String path, String body) throws IOException {
    var request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(limit)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= FIRST_ERROR) {
        throw new Refused(request, response);
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for Toxiproxy on " + url, e);
    }
  }

  private static JsonNode json(String body) throws IOException {
    return JSON.readTree(body);
  }

  private static String path(String proxy) {
    return "/proxies/" + encoded(proxy);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The server answered, but not as was asked. */
  public static final class Refused extends IOException {

    private final int status;

    private Refused(HttpRequest request, HttpResponse<String> response) {
      super(
          request.method()
              + " "
              + request.uri()
              + " was refused ("
              + response.statusCode()
              + "): "
              + response.body().strip());
      this.status = response.statusCode();
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** Whether what the request is about is not there. */
    public boolean isNotFound() {
      return status == NOT_FOUND;
    }
  }
}
