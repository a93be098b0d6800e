package io.orderstorm.fault.toxiproxy.relay;

import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.toxiproxy.toxic.ToxicEvidence;
import io.orderstorm.fault.toxiproxy.toxic.ToxicSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A named way from a listening address to an upstream. It is up (has a relay) or down; its toxics
 * outlive both. Changes come one at a time; evidence may be read by any thread at any time.
 */
public final class Proxy {

  private static final int REMEMBERED_TOXICS = 512;

  private final RelayGround ground;
  private final Traffic traffic = new Traffic();
  private final AtomicLong connectionNumbers = new AtomicLong();
  private final Deque<LiveToxic> removed = new ArrayDeque<>();
  private volatile List<LiveToxic> toxics = List.of();
  private volatile ProxySpec spec;
  private volatile @Nullable Relay relay;

  /** A proxy that is down; {@link #change} brings it up. */
  public Proxy(ProxySpec spec, RelayGround ground) {
    this.spec = spec.with(spec.listen(), spec.upstream(), false);
    this.ground = ground;
  }

  /** As it is now: the address that the listener got, and whether it is up. */
  public ProxySpec spec() {
    return spec;
  }

  /** Whether these are the present addresses, so that live connections need not be disturbed. */
  public boolean hasAddresses(String listen, String upstream) {
    if (!spec.upstream().equals(upstream)) {
      return false;
    }
    try {
      return spec.listen().equals(listen)
          || spec.listen().equals(Endpoint.text(Endpoint.parse(listen).resolve()));
    } catch (IllegalArgumentException | IOException e) {
      return false;
    }
  }

  /**
   * Takes over addresses and state. What is already so is left alone.
   *
   * @throws IOException if the address can't be bound; the proxy is down then
   */
  public synchronized void change(String listen, String upstream, boolean enabled)
      throws IOException {
    var same = hasAddresses(listen, upstream);
    if (!same || !enabled) {
      down();
      spec = spec.with(same ? spec.listen() : listen, upstream, false);
    }
    if (enabled && relay == null) {
      up();
    }
  }

  private void up() throws IOException {
    var opened =
        new Relay(
            spec.upstream(),
            ground,
            traffic,
            connectionNumbers,
            number -> new ToxicSeed(ground.seed(), spec.name(), number),
            toxics);
    var bound = opened.open(address(spec.listen()));
    relay = opened;
    spec = spec.with(Endpoint.text(bound), spec.upstream(), true);
  }

  private static InetSocketAddress address(String listen) throws IOException {
    try {
      return Endpoint.parse(listen.isEmpty() ? ":0" : listen).resolve();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Closes the listener and all connections. */
  public synchronized void down() {
    var open = relay;
    if (open != null) {
      relay = null;
      open.close();
    }
    spec = spec.with(spec.listen(), spec.upstream(), false);
  }

  // Toxics.

  /** All upstream ones, then all downstream ones, each in the order of their addition. */
  public List<ToxicSpec> toxics() {
    return toxics.stream()
        .map(LiveToxic::spec)
        .sorted(Comparator.comparing(ToxicSpec::stream))
        .toList();
  }

  public Optional<ToxicSpec> toxic(String name) {
    return find(name).map(LiveToxic::spec);
  }

  /** Adds toxics at the end of their directions' chains, all at once. */
  public synchronized void add(List<ToxicSpec> specs) {
    var more = new ArrayList<>(toxics);
    specs.forEach(added -> more.add(new LiveToxic(added)));
    adopt(more);
  }

  /** Gives the toxic of that name new settings; live connections follow. */
  public synchronized void update(ToxicSpec changed) {
    find(changed.name()).ifPresent(toxic -> toxic.update(changed));
    adopt(toxics);
  }

  public synchronized void remove(String toxicName) {
    find(toxicName).ifPresent(toxic -> forget(List.of(toxic)));
  }

  public synchronized void removeAllToxics() {
    forget(toxics);
  }

  private void forget(List<LiveToxic> gone) {
    var rest = new ArrayList<>(toxics);
    rest.removeAll(gone);
    adopt(rest);
    for (var toxic : gone) {
      removed.addLast(toxic);
      if (removed.size() > REMEMBERED_TOXICS) {
        removed.removeFirst();
      }
    }
  }

  private void adopt(List<LiveToxic> changed) {
    toxics = List.copyOf(changed);
    var open = relay;
    if (open != null) {
      open.adopt(toxics);
    }
  }

  private Optional<LiveToxic> find(String name) {
    return toxics.stream().filter(toxic -> toxic.spec().name().equals(name)).findFirst();
  }

  // Evidence.

  /** What went through, and what the toxics did. */
  public synchronized ProxyEvidence evidence() {
    var open = relay;
    return new ProxyEvidence(
        spec.name(),
        spec.listen(),
        spec.upstream(),
        spec.enabled(),
        traffic.connectionsOpened.sum(),
        open == null ? 0 : open.liveConnections(),
        traffic.connectionsFailed.sum(),
        traffic.connectionsCut.sum(),
        traffic.bytesUpstream.sum(),
        traffic.bytesDownstream.sum(),
        open == null ? List.of() : open.clients(),
        toxicEvidence());
  }

  private List<ToxicEvidence> toxicEvidence() {
    var evidence = new ArrayList<ToxicEvidence>();
    toxics.forEach(toxic -> evidence.add(toxic.evidence(false)));
    removed.forEach(toxic -> evidence.add(toxic.evidence(true)));
    return evidence;
  }

  /** For direction labels of metrics. */
  public long bytes(ToxicStream stream) {
    return (stream == ToxicStream.UPSTREAM ? traffic.bytesUpstream : traffic.bytesDownstream).sum();
  }
}
