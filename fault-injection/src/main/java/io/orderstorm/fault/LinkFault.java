package io.orderstorm.fault;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Toxics on all links that a selector stands for.
 *
 * @param toxics at least one; several work together, in this order. An outage stands alone, and no
 *     two are of the same type and direction
 * @param flap if the fault comes and goes within its window; it is one fault all the same, reverted
 *     at the end of its last flap
 */
public record LinkFault(
    String name,
    Duration at,
    Duration lasting,
    LinkSelector on,
    List<LinkToxic> toxics,
    Optional<Flap> flap)
    implements Fault {

  public LinkFault {
    Required.window(name, at, lasting);
    toxics = List.copyOf(toxics);
    requireThatTheyGoTogether(name, toxics);
  }

  /** One toxic that stands all the time. */
  public LinkFault(
      String name,
      Duration at,
      Duration lasting,
      LinkSelector on,
      Toxic toxic,
      ToxicStream stream,
      Ratio toxicity) {
    this(
        name, at, lasting, on, List.of(linkToxic(name, toxic, stream, toxicity)), Optional.empty());
  }

  private static LinkToxic linkToxic(String name, Toxic toxic, ToxicStream stream, Ratio toxicity) {
    try {
      return new LinkToxic(toxic, stream, toxicity);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Fault '" + name + "': " + e.getMessage(), e);
    }
  }

  private static void requireThatTheyGoTogether(String name, List<LinkToxic> toxics) {
    if (toxics.isEmpty()) {
      throw new IllegalArgumentException("Fault '" + name + "': at least one toxic is needed");
    }
    if (toxics.size() > 1 && toxics.stream().anyMatch(LinkFault::isOutage)) {
      throw new IllegalArgumentException(
          "Fault '"
              + name
              + "': an outage stands alone, nothing passes that other toxics could"
              + " strike");
    }
    var seen = new HashSet<String>();
    for (var use : toxics) {
      for (var direction : use.directions()) {
        if (!seen.add(use.toxic().type() + " " + direction.text())) {
          throw new IllegalArgumentException(
              "Fault '"
                  + name
                  + "': two "
                  + use.toxic().type()
                  + " toxics "
                  + direction.text()
                  + "; write them as one");
        }
      }
    }
  }

  private static boolean isOutage(LinkToxic use) {
    return use.toxic() instanceof Toxic.Outage;
  }

  /** Whether the link is taken down, rather than poisoned. */
  public boolean isOutage() {
    return isOutage(toxics.get(0));
  }

  @Override
  public Duration until() {
    return at.plus(flap.map(one -> one.end(lasting)).orElse(lasting));
  }

  @Override
  public String describe() {
    var what = toxics.stream().map(LinkToxic::describe).collect(Collectors.joining("; "));
    return on.text() + ": " + what + flap.map(one -> "; " + one.describe()).orElse("");
  }

  @Override
  public LinkFault occurrence(String name, Duration at) {
    return new LinkFault(name, at, lasting, on, toxics, flap);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.link(this);
  }
}
