package io.orderstorm.fault.injection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.fault.Ratio;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The requests that {@code toxiproxy-java} does not make: a toxic in one piece, and our server's
 * evidence.
 */
final class ToxicRequests {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI url;
  private final Duration limit;
  private final HttpClient http;

  ToxicRequests(URI url, Duration limit) {
    this.url = url;
    this.limit = limit;
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
  }

  void add(String proxy, String name, Toxic toxic, ToxicStream stream, Ratio toxicity)
      throws IOException {
    var body = JsonNodeFactory.instance.objectNode().put("name", name).put("type", toxic.type());
    body.put("stream", stream.text()).put("toxicity", (float) toxicity.value());
    body.set("attributes", toxic.match(new AttributesOf()));
    var request =
        HttpRequest.newBuilder(path(proxy, "toxics"))
            .timeout(limit)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
            .build();
    var response = send(request);
    if (response.statusCode() >= 300) {
      throw new IOException(
          "toxic "
              + name
              + " on "
              + proxy
              + " was refused ("
              + response.statusCode()
              + "): "
              + response.body().strip());
    }
  }

  Optional<LinkEvidence> evidence(String proxy) throws IOException {
    var response =
        send(HttpRequest.newBuilder(path(proxy, "evidence")).timeout(limit).GET().build());
    return response.statusCode() == 200
        ? Optional.of(LinkEvidence.read(MAPPER.readTree(response.body())))
        : Optional.empty();
  }

  private URI path(String proxy, String rest) {
    var name = URLEncoder.encode(proxy, StandardCharsets.UTF_8).replace("+", "%20");
    return url.resolve("/proxies/" + name + "/" + rest);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for Toxiproxy", e);
    }
  }

  /** The API's attributes and units. */
  private static final class AttributesOf implements Toxic.Cases<ObjectNode> {

    private static ObjectNode node(String name, long value) {
      return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    @Override
    public ObjectNode latency(Toxic.Latency toxic) {
      return node("latency", toxic.latency().toMillis()).put("jitter", toxic.jitter().toMillis());
    }

    @Override
    public ObjectNode bandwidth(Toxic.Bandwidth toxic) {
      return node("rate", toxic.bytesPerSecond() / 1000);
    }

    @Override
    public ObjectNode slowClose(Toxic.SlowClose toxic) {
      return node("delay", toxic.delay().toMillis());
    }

    @Override
    public ObjectNode timeout(Toxic.Timeout toxic) {
      return node("timeout", toxic.timeout().toMillis());
    }

    @Override
    public ObjectNode resetPeer(Toxic.ResetPeer toxic) {
      return node("timeout", toxic.timeout().toMillis());
    }

    @Override
    public ObjectNode slicer(Toxic.Slicer toxic) {
      return node("average_size", toxic.averageBytes())
          .put("size_variation", toxic.variationBytes())
          .put("delay", toxic.delay().toNanos() / 1000);
    }

    @Override
    public ObjectNode limitData(Toxic.LimitData toxic) {
      return node("bytes", toxic.bytes());
    }

    @Override
    public ObjectNode outage(Toxic.Outage toxic) {
      throw new IllegalArgumentException("An outage is no toxic; the proxy is switched off");
    }
  }
}
