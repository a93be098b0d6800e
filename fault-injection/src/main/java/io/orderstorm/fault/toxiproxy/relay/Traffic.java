package io.orderstorm.fault.toxiproxy.relay;

import java.util.concurrent.atomic.LongAdder;

/** What went through one relay; written by its event loops, read by anybody. */
final class Traffic {

  final LongAdder connectionsOpened = new LongAdder();
  final LongAdder connectionsFailed = new LongAdder();
  final LongAdder connectionsCut = new LongAdder();
  final LongAdder bytesUpstream = new LongAdder();
  final LongAdder bytesDownstream = new LongAdder();
}
