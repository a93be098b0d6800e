package io.orderstorm.fault.toxiproxy.registry;

import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.toxiproxy.toxic.Attributes;
import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;
import io.orderstorm.fault.toxiproxy.toxic.ToxicType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a toxic's description must be like, checked in the original's order: stream, type, name,
 * attributes.
 */
final class ToxicRules {

  private static final String STREAM_WRONG =
      "stream was invalid, can be either upstream or downstream";

  private ToxicRules() {}

  static List<ToxicSpec> specs(List<ToxicRequest> requests) throws ApiFailure {
    var specs = new ArrayList<ToxicSpec>();
    for (var request : requests) {
      specs.add(spec(request, name -> specs.stream().anyMatch(spec -> spec.name().equals(name))));
    }
    return specs;
  }

  static ToxicSpec spec(ToxicRequest request, Predicate<String> taken) throws ApiFailure {
    var streamAsSent = request.stream().filter(text -> !text.isEmpty()).orElse("downstream");
    var stream = stream(streamAsSent);
    var type =
        ToxicType.of(request.type().orElse(""))
            .orElseThrow(() -> ApiFailure.of(400, "invalid toxic type"));
    var name =
        request.name().filter(text -> !text.isEmpty()).orElse(type.text() + "_" + streamAsSent);
    if (taken.test(name)) {
      throw ApiFailure.toxicExists();
    }
    var attributes = attributes(type, request, Map.of());
    return new ToxicSpec(name, type, stream, streamAsSent, toxicity(request, 1), attributes);
  }

  static ToxicSpec changed(ToxicSpec present, ToxicRequest request) throws ApiFailure {
    var attributes = attributes(present.type(), request, present.attributes().values());
    return present.with(toxicity(request, present.toxicity()), attributes);
  }

  private static ToxicStream stream(String text) throws ApiFailure {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "upstream" -> ToxicStream.UPSTREAM;
      case "downstream" -> ToxicStream.DOWNSTREAM;
      default -> throw ApiFailure.of(400, STREAM_WRONG);
    };
  }

  private static Attributes attributes(
      ToxicType type, ToxicRequest request, Map<String, Number> before) throws ApiFailure {
    try {
      return type.attributes(request.attributes(), before);
    } catch (IllegalArgumentException e) {
      throw ApiFailure.badBody(String.valueOf(e.getMessage()));
    }
  }

  private static float toxicity(ToxicRequest request, float fallback) throws ApiFailure {
    var toxicity = request.toxicity().orElse(fallback);
    if (!(toxicity >= 0 && toxicity <= 1)) {
      throw ApiFailure.badBody("toxicity must be between 0 and 1, but is " + toxicity);
    }
    return toxicity;
  }
}
