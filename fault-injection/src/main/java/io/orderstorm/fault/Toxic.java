package io.orderstorm.fault;

import static io.orderstorm.fault.Required.notNegative;
import static io.orderstorm.fault.Required.positive;

import java.time.Duration;

/**
 * What is done to the bytes of a link. The kinds and their meaning are Toxiproxy's, so that any
 * Toxiproxy server can carry them out; {@link Outage} is Toxiproxy's disabled proxy, and {@link
 * HalfOpen} is ours alone.
 */
public sealed interface Toxic {

  /** Toxiproxy's name of this kind; {@code down} for an outage, which is no toxic there. */
  String type();

  /** What it does, as the end of a sentence that began with the link. */
  String describe();

  <R> R match(Cases<R> cases);

  /** Whether a request over the link gets no answer at all. */
  default boolean silences() {
    return false;
  }

  /** Each chunk arrives later, by a delay drawn uniformly from latency ± jitter. */
  record Latency(Duration latency, Duration jitter) implements Toxic {
    public Latency {
      notNegative(latency, "latency");
      notNegative(jitter, "jitter");
      if (latency.isZero() && jitter.isZero()) {
        throw new IllegalArgumentException("latency must be above 0, or it has no effect");
      }
    }

    @Override
    public String type() {
      return "latency";
    }

    @Override
    public String describe() {
      var spread = jitter.isZero() ? "" : " ± " + DurationText.of(jitter);
      return "each chunk is " + DurationText.of(latency) + spread + " late";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.latency(this);
    }
  }

  /** Each connection carries at most so many bytes a second. */
  record Bandwidth(long bytesPerSecond) implements Toxic {
    public Bandwidth {
      if (bytesPerSecond < 0 || bytesPerSecond % 1000 != 0) {
        throw new IllegalArgumentException(
            "bandwidth is a whole number of kB/s (1000 bytes), but is " + bytesPerSecond + " B/s");
      }
    }

    @Override
    public String type() {
      return "bandwidth";
    }

    @Override
    public String describe() {
      return bytesPerSecond == 0
          ? "data waits until the fault ends"
          : "each connection carries at most " + bytesPerSecond / 1000 + " kB/s";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.bandwidth(this);
    }
  }

  /** Connections close later than their ends wish. */
  record SlowClose(Duration delay) implements Toxic {
    public SlowClose {
      notNegative(delay, "delay");
    }

    @Override
    public String type() {
      return "slow_close";
    }

    @Override
    public String describe() {
      return "connections close " + DurationText.of(delay) + " late";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.slowClose(this);
    }
  }

  /**
   * Nothing passes; after so much silence the connection is closed, or never if the timeout is 0.
   */
  record Timeout(Duration timeout) implements Toxic {
    public Timeout {
      notNegative(timeout, "timeout");
    }

    @Override
    public String type() {
      return "timeout";
    }

    @Override
    public String describe() {
      return timeout.isZero()
          ? "nothing passes and nobody is told"
          : "nothing passes, connections close after " + DurationText.of(timeout) + " of silence";
    }

    @Override
    public boolean silences() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.timeout(this);
    }
  }

  /** The first data are discarded, and after the timeout the connection is reset. */
  record ResetPeer(Duration timeout) implements Toxic {
    public ResetPeer {
      notNegative(timeout, "timeout");
    }

    @Override
    public String type() {
      return "reset_peer";
    }

    @Override
    public String describe() {
      return "connections are reset " + DurationText.of(timeout) + " after their first data";
    }

    @Override
    public boolean silences() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.resetPeer(this);
    }
  }

  /** Data arrive in small pieces, with a pause after each. */
  record Slicer(int averageBytes, int variationBytes, Duration delay) implements Toxic {
    public Slicer {
      positive(averageBytes, "average-size");
      notNegative(variationBytes, "size-variation");
      notNegative(delay, "delay");
    }

    @Override
    public String type() {
      return "slicer";
    }

    @Override
    public String describe() {
      return "data arrive in pieces of about "
          + averageBytes
          + " B, "
          + DurationText.of(delay)
          + " apart";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.slicer(this);
    }
  }

  /**
   * The end that sends in the toxic's direction keeps an established connection on which nothing
   * happens any more; the other end is reset and gone. When the fault ends the held end is reset
   * too, as by a peer that came back without its memory.
   *
   * <p>This kind is OrderStorm's own; other Toxiproxy servers refuse it. A proxy can't withhold TCP
   * acknowledgements: the held end's kernel sees its data acknowledged and its keep-alive probes
   * answered, so only time-outs of the application find out, never those of TCP.
   */
  record HalfOpen() implements Toxic {
    @Override
    public String type() {
      return "half_open";
    }

    @Override
    public String describe() {
      return "connections stay open and silent, but nobody is there";
    }

    @Override
    public boolean silences() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.halfOpen(this);
    }
  }

  /** Each connection carries exactly so many bytes and is then closed. */
  record LimitData(long bytes) implements Toxic {
    public LimitData {
      notNegative(bytes, "bytes");
    }

    @Override
    public String type() {
      return "limit_data";
    }

    @Override
    public String describe() {
      return "connections close after " + bytes + " B";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.limitData(this);
    }
  }

  /** Open connections are closed, new ones refused. */
  record Outage() implements Toxic {
    @Override
    public String type() {
      return "down";
    }

    @Override
    public String describe() {
      return "connections are closed and refused";
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.outage(this);
    }
  }

  /** One function for each kind of toxic. */
  interface Cases<R> {
    R latency(Latency toxic);

    R bandwidth(Bandwidth toxic);

    R slowClose(SlowClose toxic);

    R timeout(Timeout toxic);

    R resetPeer(ResetPeer toxic);

    R slicer(Slicer toxic);

    R limitData(LimitData toxic);

    R halfOpen(HalfOpen toxic);

    R outage(Outage toxic);
  }
}
