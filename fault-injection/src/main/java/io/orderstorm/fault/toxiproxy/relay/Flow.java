package io.orderstorm.fault.toxiproxy.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.DuplexChannel;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.toxiproxy.toxic.Chunk;
import io.orderstorm.fault.toxiproxy.toxic.Outlet;
import io.orderstorm.fault.toxiproxy.toxic.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of one connection: from a source socket through the stages of the toxics that
 * strike it to a sink.
 */
final class Flow {

  private final ToxicStream stream;
  private final DuplexChannel source;
  private final Sink sink;
  private final LongAdder bytes;
  private final List<Strike> strikes = new ArrayList<>();
  private Outlet first;
  private boolean clear = true;
  private boolean sourceEnded;
  private boolean sourceVanished;
  private long uncountedBytes;

  Flow(ToxicStream stream, DuplexChannel source, Sink sink, LongAdder bytes) {
    this.stream = stream;
    this.source = source;
    this.sink = sink;
    this.bytes = bytes;
    this.first = sink;
  }

  // From the source's side.

  void receive(ByteBuf data) {
    uncountedBytes += data.readableBytes();
    if (clear) {
      sink.write(data);
    } else {
      first.offer(Chunk.of(data, System.nanoTime()));
    }
    if (!first.accepting()) {
      source.config().setAutoRead(false);
    }
  }

  void readComplete() {
    sink.flush();
    bytes.add(uncountedBytes);
    uncountedBytes = 0;
  }

  void sourceEnded(Chunk.End end) {
    if (sourceVanished) {
      return;
    }
    if (!sourceEnded || end == Chunk.End.RESET) {
      sourceEnded = true;
      first.offer(Chunk.end(end, System.nanoTime()));
    }
  }

  /** The source is taken away by a toxic, and the sink must not learn of it. */
  void sourceVanished() {
    sourceEnded = true;
    sourceVanished = true;
  }

  boolean hasSourceEnded() {
    return sourceEnded;
  }

  void bothEndsHungUp() {
    for (var stage : stages()) {
      stage.bothEndsHungUp();
    }
  }

  // From the sink's side.

  void roomInSink() {
    if (!clear) {
      var stages = stages();
      stages.get(stages.size() - 1).pump();
    }
    resumeReading();
  }

  void resumeReading() {
    if (!sourceEnded && !source.config().isAutoRead() && first.accepting()) {
      source.config().setAutoRead(true);
    }
  }

  // Toxics.

  /** Makes the stages what the relay's toxics say; may be called as often as one likes. */
  void adopt(List<LiveToxic> toxics, ToxicSeed seed) {
    for (var strike : List.copyOf(strikes)) {
      if (!toxics.contains(strike.toxic())) {
        end(strike, true);
        strikes.remove(strike);
      }
    }
    for (var toxic : toxics) {
      if (toxic.spec().stream() == stream) {
        adopt(toxic, seed);
      }
    }
  }

  private void adopt(LiveToxic toxic, ToxicSeed seed) {
    var known = strikes.stream().filter(strike -> strike.toxic() == toxic).findFirst();
    var strike = known.orElseGet(() -> new Strike(toxic, seed));
    if (known.isEmpty()) {
      strikes.add(strike);
      if (!strike.strikes()) {
        toxic.counters().spared();
      }
    }
    if (strike.strikes() && strike.stage() == null) {
      toxic.counters().struck();
      strike.settle(source.eventLoop());
      wire();
    } else if (!strike.strikes() && strike.stage() != null) {
      end(strike, false);
    } else {
      strike.refresh();
    }
  }

  private void end(Strike strike, boolean removed) {
    var stage = strike.stage();
    if (stage != null) {
      stage.release(removed);
      strike.leave();
      wire();
      sink.flush();
    }
  }

  /** Connects the stages in the toxics' order. */
  private void wire() {
    Outlet next = sink;
    var stages = stages();
    for (int i = stages.size() - 1; i >= 0; i--) {
      Runnable roomBefore = i == 0 ? this::resumeReading : stages.get(i - 1)::pump;
      stages.get(i).connect(next, roomBefore);
      next = stages.get(i);
    }
    first = next;
    clear = stages.isEmpty();
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).pump();
    }
  }

  private List<Stage> stages() {
    var stages = new ArrayList<Stage>(strikes.size());
    for (var strike : strikes) {
      var stage = strike.stage();
      if (stage != null) {
        stages.add(stage);
      }
    }
    return stages;
  }

  void dispose() {
    stages().forEach(Stage::dispose);
    bytes.add(uncountedBytes);
    uncountedBytes = 0;
  }
}
