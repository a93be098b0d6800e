package io.orderstorm.fault.toxiproxy.relay;

import io.orderstorm.fault.toxiproxy.toxic.ToxicCounters;
import io.orderstorm.fault.toxiproxy.toxic.ToxicEvidence;
import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;

/** A toxic of one relay: its present settings, and what it did so far. */
final class LiveToxic {

  private final ToxicCounters counters = new ToxicCounters();
  private volatile ToxicSpec spec;

  LiveToxic(ToxicSpec spec) {
    this.spec = spec;
  }

  ToxicSpec spec() {
    return spec;
  }

  void update(ToxicSpec spec) {
    this.spec = spec;
  }

  ToxicCounters counters() {
    return counters;
  }

  ToxicEvidence evidence(boolean removed) {
    return counters.read(spec, removed);
  }
}
