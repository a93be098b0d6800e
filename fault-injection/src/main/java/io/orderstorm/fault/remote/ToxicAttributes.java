package io.orderstorm.fault.remote;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderstorm.fault.Toxic;

/** The API's attributes and units. */
final class ToxicAttributes implements Toxic.Cases<ObjectNode> {

  static final ToxicAttributes CASES = new ToxicAttributes();

  private ToxicAttributes() {}

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
  public ObjectNode halfOpen(Toxic.HalfOpen toxic) {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public ObjectNode outage(Toxic.Outage toxic) {
    throw new IllegalArgumentException("An outage is no toxic; the proxy is switched off");
  }
}
