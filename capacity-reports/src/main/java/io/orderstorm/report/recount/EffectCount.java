package io.orderstorm.report.recount;

import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Duplicate effects, orphan effects and parity, order by order. */
final class EffectCount {

  /** One effect of an order, done or stored. */
  private record Done(EffectType type, UUID cause) {}

  private static final Map<EventType, EffectType> MEANS =
      Map.of(
          EventType.STOCK_RESERVED,
          EffectType.RESERVE,
          EventType.STOCK_RELEASED,
          EffectType.RELEASE,
          EventType.PAYMENT_CONFIRMED,
          EffectType.CHARGE,
          EventType.ORDER_DISPATCHED,
          EffectType.DISPATCH,
          EventType.CUSTOMER_NOTIFIED,
          EffectType.NOTIFY);

  long duplicates;
  long orphans;
  long mismatches;

  private final RawRun run;
  private final Fates fates;
  private final Map<Long, List<Done>> performed = new HashMap<>();
  private final Map<Long, List<Done>> stored = new HashMap<>();
  private final Map<Long, Map<EffectType, Integer>> told = new HashMap<>();

  EffectCount(RawRun run, Fates fates) {
    this.run = run;
    this.fates = fates;
    long orders = run.orders();
    for (Effect effect : run.effects) {
      if (effect.performed() && !run.onlyForeign(effect.causeId())) {
        boolean known = effect.orderNumber() >= 0 && effect.orderNumber() < orders;
        orphans += known ? 0 : 1;
        add(performed, effect.orderNumber(), effect.effect(), cause(effect.causeId()));
      }
    }
    for (StoreEffect effect : run.stored) {
      if (!run.onlyForeign(effect.causeId())) {
        add(stored, effect.orderNumber(), effect.effect(), cause(effect.causeId()));
      }
    }
    for (Seen event : run.events) {
      tell(event);
    }
    long last = Math.min(orders, run.share.to());
    for (long order = run.share.from(); order < last; order++) {
      check(order);
    }
  }

  /** What one revision of an event has done, another has done again. */
  private UUID cause(UUID id) {
    return run.revisions.first(id);
  }

  private static void add(Map<Long, List<Done>> to, long order, EffectType type, UUID cause) {
    to.computeIfAbsent(order, o -> new ArrayList<>()).add(new Done(type, cause));
  }

  private void tell(Seen event) {
    EffectType effect = MEANS.get(event.type());
    if (effect != null && !run.revisions.isMadeAgain(event)) {
      told.computeIfAbsent(event.order(), o -> new HashMap<>()).merge(effect, 1, Integer::sum);
    }
  }

  private static long all(List<Done> done, EffectType type) {
    return done.stream().filter(d -> d.type() == type).count();
  }

  private static long causes(List<Done> done, EffectType type) {
    HashSet<UUID> causes = new HashSet<>();
    done.stream().filter(d -> d.type() == type).forEach(d -> causes.add(d.cause()));
    return causes.size();
  }

  private void check(long order) {
    List<Done> done = performed.getOrDefault(order, List.of());
    long released = all(done, EffectType.RELEASE);
    long refunded = all(done, EffectType.REFUND);
    boolean compensated = fates.is(order, Fates.Fate.COMPENSATED);
    for (EffectType type : EffectType.values()) {
      long reversed =
          type == EffectType.RESERVE ? released : type == EffectType.CHARGE ? refunded : 0;
      long beyond = Math.max(0, compensated ? reversed - 1 : reversed);
      duplicates += Math.max(0, all(done, type) - causes(done, type) - beyond);
    }
    if (fates.is(order, Fates.Fate.IN_FLIGHT)) {
      return;
    }
    boolean fulfilled = fates.is(order, Fates.Fate.FULFILLED);
    if (!fulfilled) {
      boolean undecided = fates.releasePending.contains(order);
      orphans += undecided ? 0 : Math.max(0, causes(done, EffectType.RESERVE) - released);
      orphans += Math.max(0, causes(done, EffectType.CHARGE) - refunded);
      orphans += causes(done, EffectType.DISPATCH);
    }
    for (Done effect : done) {
      boolean reversal = effect.type() == EffectType.RELEASE || effect.type() == EffectType.REFUND;
      boolean judged = fulfilled || effect.type() == EffectType.NOTIFY;
      boolean unknown = !run.firstById.containsKey(effect.cause());
      orphans += judged && unknown && !reversal ? 1 : 0;
    }
    for (EffectType type : EffectType.values()) {
      mismatches += agrees(order, type, done) ? 0 : 1;
    }
  }

  private boolean agrees(long order, EffectType type, List<Done> done) {
    boolean undecided =
        (type == EffectType.NOTIFY && fates.notifyPending.contains(order))
            || (type == EffectType.RELEASE && fates.releasePending.contains(order));
    if (undecided) {
      return true;
    }
    long events = told.getOrDefault(order, Map.of()).getOrDefault(type, 0);
    List<Done> inStore = stored.getOrDefault(order, List.of());
    Set<UUID> takenBack = takenBack(type, done, inStore);
    long held = causes(inStore, type, takenBack);
    boolean silent = type == EffectType.NOTIFY || type == EffectType.REFUND;
    return events == held
        && held == causes(done, type, takenBack)
        && (silent || says(order, type) == held > 0);
  }

  /** Causes of charges that were refunded for the same cause, and that the store never held. */
  private static Set<UUID> takenBack(EffectType type, List<Done> done, List<Done> inStore) {
    if (type != EffectType.CHARGE && type != EffectType.REFUND) {
      return Set.of();
    }
    return done.stream()
        .filter(effect -> effect.type() == EffectType.CHARGE)
        .filter(effect -> done.contains(new Done(EffectType.REFUND, effect.cause())))
        .filter(effect -> !inStore.contains(effect))
        .map(Done::cause)
        .collect(Collectors.toSet());
  }

  private static long causes(List<Done> done, EffectType type, Set<UUID> but) {
    return done.stream()
        .filter(effect -> effect.type() == type && !but.contains(effect.cause()))
        .distinct()
        .count();
  }

  private boolean says(long order, EffectType type) {
    StoreOrder state = run.storeOrders.get(order);
    if (state == null) {
      return false;
    }
    return switch (type) {
      case RESERVE -> state.reserved() || state.released();
      case RELEASE -> state.released();
      case CHARGE -> state.paid();
      case DISPATCH -> state.dispatched();
      case REFUND, NOTIFY -> false;
    };
  }
}
