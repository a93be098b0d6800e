package io.orderstorm.fault.injection;

import io.orderstorm.fault.LinkFault;
import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.injection.LinkEvidence.Bite;
import io.orderstorm.fault.lease.Reversals;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;

/** Toxics stand on the proxies of a link, or the proxies are down. */
final class LinkIntervention implements Intervention {

  private final LinkFault fault;
  private final LinkPort port;
  private final ToxiproxyLinks links;
  private final Set<String> touched = new CopyOnWriteArraySet<>();
  private final Map<String, Long> cutBefore = new ConcurrentHashMap<>();
  private final Map<String, Reversals.Held> held = new ConcurrentHashMap<>();
  private volatile Set<String> meant = Set.of();

  LinkIntervention(LinkFault fault, LinkPort port, ToxiproxyLinks links) {
    this.fault = fault;
    this.port = port;
    this.links = links;
  }

  /** What is meant is looked up once: when a flap comes back, it strikes the same proxies. */
  @Override
  public String inject() throws Exception {
    if (meant.isEmpty()) {
      meant = new LinkedHashSet<>(port.proxies(fault.on()));
    }
    if (meant.isEmpty()) {
      throw new IllegalStateException("no link is meant by " + fault.on().text());
    }
    for (var proxy : meant) {
      held.put(proxy, reversal(proxy));
      touched.add(proxy);
      strike(proxy);
    }
    var what = fault.toxics().stream().map(LinkToxic::describe).collect(Collectors.joining("; "));
    return what + " on " + String.join(", ", meant);
  }

  private Reversals.Held reversal(String proxy) throws IOException {
    return fault.isOutage() ? links.willComeUp(proxy) : links.willRemove(proxy, toxicNames());
  }

  private void strike(String proxy) throws IOException {
    if (fault.isOutage()) {
      links
          .evidence(proxy)
          .ifPresent(before -> cutBefore.putIfAbsent(proxy, before.connectionsCut()));
      links.down(proxy, fault.name());
      return;
    }
    for (var use : fault.toxics()) {
      for (var stream : use.directions()) {
        links.add(proxy, toxicName(use, stream), use, stream);
      }
    }
  }

  private String toxicName(LinkToxic use, ToxicStream stream) {
    return fault.name() + "_" + use.toxic().type() + "_" + stream.text();
  }

  private List<String> toxicNames() {
    return fault.toxics().stream()
        .flatMap(use -> use.directions().stream().map(stream -> toxicName(use, stream)))
        .toList();
  }

  @Override
  public String revert() throws Exception {
    AllAtOnce.reverse(
        touched,
        proxy -> {
          heal(proxy);
          strikeOut(proxy);
        });
    return (fault.isOutage() ? "up again: " : "toxic removed: ") + String.join(", ", touched);
  }

  private void strikeOut(String proxy) throws IOException {
    var reversal = held.remove(proxy);
    if (reversal != null) {
      reversal.done();
    }
  }

  private void heal(String proxy) throws IOException {
    if (fault.isOutage()) {
      links.up(proxy, fault.name());
      return;
    }
    for (var toxic : toxicNames()) {
      links.remove(proxy, toxic);
    }
  }

  // Proof.

  @Override
  public Effect probe(Duration limit) throws Exception {
    var effects = new ArrayList<Effect>();
    for (var proxy : touched) {
      effects.add(fault.isOutage() ? connect(proxy, limit) : roundTrip(proxy, limit));
    }
    return Effect.all(effects);
  }

  private Effect connect(String proxy, Duration limit) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(links.listen(proxy), (int) limit.toMillis());
      return Effect.missing("a new connection to " + proxy + " was accepted");
    } catch (ConnectException e) {
      return Effect.seen("new connections to " + proxy + " refused");
    }
  }

  private Effect roundTrip(String proxy, Duration limit) {
    try {
      var took = port.roundTrip(proxy, limit);
      return took.map(time -> judged(proxy, time)).orElse(Effect.missing(""));
    } catch (IOException e) {
      var silent = fault.toxics().stream().map(LinkToxic::toxic).anyMatch(Toxic::silences);
      return new Effect(
          silent, "a probe through " + proxy + " got no answer (" + e.getMessage() + ")");
    }
  }

  private Effect judged(String proxy, Duration took) {
    var words = "a round trip through " + proxy + " took " + took.toMillis() + " ms";
    return fault.toxics().stream().anyMatch(use -> explains(use.toxic(), took))
        ? Effect.seen(words)
        : Effect.missing(words);
  }

  private static boolean explains(Toxic toxic, Duration took) {
    return toxic instanceof Toxic.Latency late
        && late.latency().compareTo(late.jitter()) > 0
        && took.compareTo(late.latency().minus(late.jitter())) >= 0;
  }

  @Override
  public Effect effect(Effect probed) throws Exception {
    var counted = fault.isOutage() ? cuts() : bites();
    var effect =
        new Effect(counted.effective() || probed.effective(), counted.evidence())
            .and(probed.evidence());
    var bypasses = port.bypasses(fault.on());
    return bypasses.isEmpty()
        ? effect
        : Effect.missing("the link was bypassed by " + String.join(", ", bypasses))
            .and(effect.evidence());
  }

  private Effect cuts() throws IOException {
    long cut = 0;
    for (var proxy : touched) {
      var now = links.evidence(proxy);
      if (now.isPresent()) {
        cut += now.get().connectionsCut() - cutBefore.getOrDefault(proxy, 0L);
      }
    }
    return new Effect(cut > 0, BiteInWords.count(cut, "connection") + " cut");
  }

  private Effect bites() throws IOException {
    var sum = Bite.NONE;
    var told = false;
    for (var proxy : touched) {
      var evidence = links.evidence(proxy);
      told |= evidence.isPresent();
      for (var toxic : toxicNames()) {
        sum =
            sum.plus(
                evidence
                    .map(LinkEvidence::toxics)
                    .map(toxics -> toxics.get(toxic))
                    .orElse(Bite.NONE));
      }
    }
    return told
        ? new Effect(sum.bit(), BiteInWords.of(sum, List.copyOf(touched)))
        : Effect.missing("this Toxiproxy server does not tell what its toxics did");
  }
}
