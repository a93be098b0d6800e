package io.orderstorm.fault.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderstorm.fault.toxiproxy.toxic.ToxicEvidence;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with one proxy, {@code way}, driven over HTTP. */
abstract class ProxiedTest {

  static final long SEED = 20261127;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<AutoCloseable> open = new ArrayList<>();
  ToxiproxyServer server;
  private String listen;

  @BeforeEach
  void startServer() throws IOException {
    server = ToxiproxyServer.start(ToxiproxySettings.defaults().withSeed(SEED).withMetrics(true));
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var one : open) {
      one.close();
    }
    server.close();
  }

  <T extends AutoCloseable> T closing(T resource) {
    open.add(resource);
    return resource;
  }

  Upstream wayTo(Upstream upstream) throws IOException {
    closing(upstream);
    listen = server.open("way", LowPort.address(), upstream.address());
    return upstream;
  }

  int port() {
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  Socket connect() throws IOException {
    var socket = closing(new Socket("127.0.0.1", port()));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    return socket;
  }

  static String roundTrip(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes());
    return new String(socket.getInputStream().readNBytes(text.length()));
  }

  /** Adds a toxic: {@code toxic("latency", "upstream", 1, "latency", 100)}. */
  void toxic(String type, String stream, double toxicity, Object... attributes) throws IOException {
    var body =
        JSON.createObjectNode().put("type", type).put("stream", stream).put("toxicity", toxicity);
    var node = body.putObject("attributes");
    for (int i = 0; i < attributes.length; i += 2) {
      node.set((String) attributes[i], JSON.valueToTree(attributes[i + 1]));
    }
    var answer = call("POST", "/proxies/way/toxics", body.toString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
  }

  void change(String toxic, String attributes) throws IOException {
    var answer =
        call("PATCH", "/proxies/way/toxics/" + toxic, "{\"attributes\":" + attributes + "}");
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
  }

  void remove(String toxic) throws IOException {
    call("DELETE", "/proxies/way/toxics/" + toxic, "");
  }

  HttpResponse<String> call(String method, String path, String body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  JsonNode json(String method, String path, String body) throws IOException {
    return JSON.readTree(call(method, path, body).body());
  }

  ToxicEvidence evidence(String toxic) throws IOException {
    return server.evidence("way").toxics().stream()
        .filter(one -> one.name().equals(toxic))
        .findFirst()
        .orElseThrow();
  }

  interface Timed {
    void run() throws Exception;
  }

  static double millis(Timed work) throws Exception {
    var start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
