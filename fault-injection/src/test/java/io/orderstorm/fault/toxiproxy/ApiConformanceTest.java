package io.orderstorm.fault.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status codes, error texts and bodies as the real server gives them. */
class ApiConformanceTest extends ProxiedTest {

  private void proxy(String name) throws IOException {
    var answer =
        call(
            "POST",
            "/proxies",
            "{\"name\":\"%s\",\"listen\":\"%s\",\"upstream\":\"127.0.0.1:9\"}"
                .formatted(name, LowPort.address()));
    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          POST   | /proxies                | {}                                                      | 400 | missing required field: name
          POST   | /proxies                | {"name":"a"}                                            | 400 | missing required field: upstream
          POST   | /proxies                | {"name":                                                | 400 | bad request body: ~
          POST   | /proxies                | ~~                                                      | 400 | bad request body: EOF
          POST   | /proxies                | {"name":7,"upstream":"x:1"}                             | 400 | bad request body: name must be a string, but is 7
          POST   | /proxies                | {"name":"way","upstream":"x:1"}                         | 409 | proxy already exists
          GET    | /proxies/none           | ~~                                                      | 404 | proxy not found
          POST   | /proxies/none           | {}                                                      | 404 | proxy not found
          PATCH  | /proxies/none           | {}                                                      | 404 | proxy not found
          DELETE | /proxies/none           | ~~                                                      | 404 | proxy not found
          GET    | /proxies/none/toxics    | ~~                                                      | 404 | proxy not found
          POST   | /proxies/none/toxics    | {"type":"latency"}                                      | 404 | proxy not found
          GET    | /proxies/way/toxics/t   | ~~                                                      | 404 | toxic not found
          PATCH  | /proxies/way/toxics/t   | {}                                                      | 404 | toxic not found
          DELETE | /proxies/way/toxics/t   | ~~                                                      | 404 | toxic not found
          POST   | /proxies/way/toxics     | {"type":"latency","stream":"sideways"}                  | 400 | stream was invalid, can be either upstream or downstream
          POST   | /proxies/way/toxics     | {"type":"Latency"}                                      | 400 | invalid toxic type
          POST   | /proxies/way/toxics     | {"type":"slicer"}                                       | 400 | bad request body: attribute average_size must be between 1 and 1073741824, but is 0
          POST   | /proxies/way/toxics     | {"type":"bandwidth","attributes":{"rate":-1}}           | 400 | bad request body: attribute rate must be between 0 and 1000000000000, but is -1
          POST   | /proxies/way/toxics     | {"type":"latency","attributes":{"latency":"soon"}}      | 400 | bad request body: attribute latency must be an integer, but is "soon"
          POST   | /proxies/way/toxics     | {"type":"latency","toxicity":2}                         | 400 | bad request body: toxicity must be between 0 and 1, but is 2.0
          GET    | /nowhere                | ~~                                                      | 404 | not found
          PUT    | /proxies                | {}                                                      | 405 | method not allowed
          GET    | /reset                  | ~~                                                      | 405 | method not allowed
          POST   | /populate               | [{"upstream":"x:1"}]                                    | 400 | missing required field: name at proxy 1
          POST   | /populate               | [{"name":"a","upstream":"x:1"},{"name":"b"}]            | 400 | missing required field: upstream at proxy 2
          """)
  void mistakesAreAnsweredLikeTheOriginal(
      String method, String path, String body, int status, String error) throws Exception {
    proxy("way");

    var answer = call(method, path, body == null ? "" : body);
    var json = json(method, path, body == null ? "" : body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json.get("error").textValue())
        .startsWith(error == null ? "bad request body" : error.replace("~", ""));
    assertThat(json.get("status").intValue()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void aProxyIsAnsweredInTheOriginalsFieldOrder() throws Exception {
    var answer =
        call(
            "POST",
            "/proxies",
            "{\"NAME\":\"a\",\"Listen\":\"localhost:0\",\"upstream\":\"127.0.0.1:9\",\"else\":1} trailing");

    var listen = server.evidence("a").listen();
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body())
        .isEqualTo(
            "{\"name\":\"a\",\"listen\":\"%s\",\"upstream\":\"127.0.0.1:9\",\"enabled\":true,\"toxics\":[]}"
                .formatted(listen));
    assertThat(listen).startsWith("127.0.0.1:").doesNotEndWith(":0");
  }

  @Test
  void aToxicIsAnsweredInTheOriginalsFieldOrder() throws Exception {
    proxy("a");

    var body = "{\"type\":\"latency\",\"toxicity\":0.2,\"attributes\":{\"latency\":100}}";
    var answer = call("POST", "/proxies/a/toxics", body);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"attributes\":{\"latency\":100,\"jitter\":0},\"name\":\"latency_downstream\","
                + "\"type\":\"latency\",\"stream\":\"downstream\",\"toxicity\":0.2}");
    assertThat(call("POST", "/proxies/a/toxics", body).statusCode()).isEqualTo(409);
    assertThat(
            call(
                    "PATCH",
                    "/proxies/a/toxics/latency_downstream",
                    "{\"attributes\":{\"jitter\":5},\"toxicity\":1}")
                .body())
        .contains("\"latency\":100,\"jitter\":5")
        .contains("\"toxicity\":1}");
  }

  @Test
  void upstreamToxicsAreListedBeforeDownstreamOnes() throws Exception {
    proxy("a");
    call(
        "POST",
        "/proxies/a/toxics",
        "{\"name\":\"1\",\"type\":\"noop\",\"stream\":\"downstream\"}");
    call("POST", "/proxies/a/toxics", "{\"name\":\"2\",\"type\":\"noop\",\"stream\":\"upstream\"}");
    call("POST", "/proxies/a/toxics", "{\"name\":\"3\",\"type\":\"noop\",\"stream\":\"upstream\"}");

    assertThat(json("GET", "/proxies/a/toxics", "").findValuesAsText("name"))
        .containsExactly("2", "3", "1");
  }

  @Test
  void aFailedUpdateChangesNothing() throws Exception {
    proxy("a");
    call("POST", "/proxies/a/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":100}}");

    var answer =
        call(
            "POST",
            "/proxies/a/toxics/latency_downstream",
            "{\"toxicity\":0.5,\"attributes\":{\"latency\":7,\"jitter\":\"x\"}}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(call("GET", "/proxies/a/toxics/latency_downstream", "").body())
        .contains("\"latency\":100")
        .contains("\"toxicity\":1");
  }

  @Test
  void anOccupiedAddressIsA500WithTheAddressAndLeavesTheProxyDown() throws Exception {
    proxy("a");
    var taken = server.evidence("a").listen();

    var answer =
        json(
            "POST",
            "/proxies",
            "{\"name\":\"b\",\"listen\":\"%s\",\"upstream\":\"x:1\"}".formatted(taken));
    assertThat(answer.get("error").textValue())
        .isEqualTo("listen tcp " + taken + ": bind: address already in use");
    assertThat(answer.get("status").intValue()).isEqualTo(500);

    proxy("c");
    assertThat(call("POST", "/proxies/c", "{\"listen\":\"%s\"}".formatted(taken)).statusCode())
        .isEqualTo(500);
    assertThat(server.evidence("c").enabled()).isFalse();
  }

  @Test
  void populateTellsWhatItDidAndLeavesUnchangedProxiesAlone() throws Exception {
    proxy("a");
    var listen = server.evidence("a").listen();
    toxicOn("a");

    var answer =
        call(
            "POST",
            "/populate",
            """
            [{"name":"a","listen":"%s","upstream":"127.0.0.1:9"},
             {"name":"b","upstream":"127.0.0.1:9","enabled":false,
              "toxics":[{"type":"timeout","stream":"upstream"}]}]
            """
                .formatted(listen));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json("GET", "/proxies", "").fieldNames()).toIterable().containsExactly("a", "b");
    assertThat(json("GET", "/proxies/a/toxics", "")).hasSize(1);
    assertThat(json("GET", "/proxies/b", "").get("enabled").booleanValue()).isFalse();
    assertThat(json("GET", "/proxies/b/toxics", "")).hasSize(1);
    assertThat(call("POST", "/populate", "[]").body()).isEqualTo("{\"proxies\":null}");
  }

  private void toxicOn(String proxy) throws IOException {
    call("POST", "/proxies/" + proxy + "/toxics", "{\"type\":\"noop\"}");
  }

  @Test
  void resetEnablesEverythingAndRemovesAllToxics() throws Exception {
    proxy("a");
    toxicOn("a");
    call("POST", "/proxies/a", "{\"enabled\":false}");

    var answer = call("POST", "/reset", "");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(server.evidence("a").enabled()).isTrue();
    assertThat(json("GET", "/proxies/a/toxics", "")).isEmpty();
  }

  @Test
  void anUpdateWithTheSameAddressesLeavesConnectionsAlone() throws Exception {
    wayTo(Upstream.echo());
    var socket = connect();
    roundTrip(socket, "before");

    var body =
        "{\"name\":\"other\",\"listen\":\"localhost:%d\",\"enabled\":true}".formatted(port());
    assertThat(json("PATCH", "/proxies/way", body).get("name").textValue()).isEqualTo("way");

    assertThat(roundTrip(socket, "after")).isEqualTo("after");
  }

  @Test
  void versionMetricsAndEvidenceAreTold() throws Exception {
    wayTo(Upstream.echo());
    roundTrip(connect(), "12345");

    assertThat(call("GET", "/version", "").body()).matches("\\{\"version\": \"2\\.12\\.0.*\"}\n");
    assertThat(call("GET", "/metrics", "").body())
        .contains("toxiproxy_proxy_received_bytes_total{direction=\"upstream\"")
        .contains("} 5\n");
    assertThat(json("GET", "/proxies/way/evidence", "").get("bytesUpstream").longValue())
        .isEqualTo(5);
    assertThat(json("GET", "/evidence", "").get("way").get("connectionsLive").longValue())
        .isEqualTo(1);
  }

  @Test
  void browsersAreTurnedAway() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/proxies"))
            .header("User-Agent", "Mozilla/5.0")
            .build();

    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("User agent not allowed");
  }

  @Test
  void namesInPathsAreDecoded() throws Exception {
    proxy("my proxy/1");

    assertThat(json("GET", "/proxies/my%20proxy%2F1", "").get("name").textValue())
        .isEqualTo("my proxy/1");
  }
}
