package io.orderstorm.fault.toxiproxy.api;

import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.toxiproxy.relay.Proxy;
import java.util.List;

/** The original's Prometheus counters. */
final class Metrics {

  private Metrics() {}

  static Answer answer(List<Proxy> proxies) {
    var text = new StringBuilder();
    counter(text, proxies, "toxiproxy_proxy_received_bytes_total", "Bytes that a proxy received");
    counter(
        text,
        proxies,
        "toxiproxy_proxy_sent_bytes_total",
        "Bytes that a proxy sent on or discarded");
    return Answer.text("text/plain; version=0.0.4; charset=utf-8", text.toString());
  }

  private static void counter(StringBuilder text, List<Proxy> proxies, String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" counter\n");
    for (var proxy : proxies) {
      for (var stream : ToxicStream.BOTH.directions()) {
        line(text, proxy, name, stream);
      }
    }
  }

  private static void line(StringBuilder text, Proxy proxy, String name, ToxicStream stream) {
    var spec = proxy.spec();
    text.append(name)
        .append("{direction=\"")
        .append(stream.text())
        .append("\",listener=\"")
        .append(escaped(spec.listen()))
        .append("\",proxy=\"")
        .append(escaped(spec.name()))
        .append("\",upstream=\"")
        .append(escaped(spec.upstream()))
        .append("\"} ")
        .append(proxy.bytes(stream))
        .append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
