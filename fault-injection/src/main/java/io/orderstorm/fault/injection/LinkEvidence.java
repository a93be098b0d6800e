package io.orderstorm.fault.injection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What our server tells of a proxy.
 *
 * @param connectionsCut when it was switched off, so far
 * @param toxics by name, the removed ones too; toxics of one name, such as the flaps of a fault,
 *     are added up
 */
record LinkEvidence(long connectionsCut, Map<String, Bite> toxics) {

  LinkEvidence {
    toxics = Map.copyOf(toxics);
  }

  static LinkEvidence read(JsonNode proxy) {
    var toxics = new HashMap<String, Bite>();
    for (var toxic : proxy.path("toxics")) {
      toxics.merge(toxic.path("name").asText(), Bite.read(toxic), Bite::plus);
    }
    return new LinkEvidence(proxy.path("connectionsCut").asLong(), toxics);
  }

  /** What a toxic did; bites of several toxics add up. */
  record Bite(
      long connectionsStruck,
      long connectionsCut,
      long closesDelayed,
      long chunksDelayed,
      long bytesDelayed,
      long bytesDiscarded,
      long slices,
      long firstMillis,
      long lastMillis) {

    static final Bite NONE = new Bite(0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Bite read(JsonNode toxic) {
      return new Bite(
          toxic.path("connectionsStruck").asLong(),
          toxic.path("connectionsCut").asLong(),
          toxic.path("closesDelayed").asLong(),
          toxic.path("chunksDelayed").asLong(),
          toxic.path("bytesDelayed").asLong(),
          toxic.path("bytesDiscarded").asLong(),
          toxic.path("slices").asLong(),
          toxic.path("firstEffectMillis").asLong(),
          toxic.path("lastEffectMillis").asLong());
    }

    boolean bit() {
      return firstMillis > 0;
    }

    Bite plus(Bite other) {
      var first = firstMillis == 0 || other.firstMillis == 0;
      return new Bite(
          connectionsStruck + other.connectionsStruck,
          connectionsCut + other.connectionsCut,
          closesDelayed + other.closesDelayed,
          chunksDelayed + other.chunksDelayed,
          bytesDelayed + other.bytesDelayed,
          bytesDiscarded + other.bytesDiscarded,
          slices + other.slices,
          first
              ? Math.max(firstMillis, other.firstMillis)
              : Math.min(firstMillis, other.firstMillis),
          Math.max(lastMillis, other.lastMillis));
    }
  }
}
