package io.orderstorm.report.recount;

import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.EventType;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreOrder;
import java.util.ArrayList;
import java.util.EnumMap;
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

  /** The mismatches of each effect. */
  final Map<EffectType, Long> unequal = new EnumMap<>(EffectType.class);

  private final RawRun run;
  private final Fates fates;
  private final Map<Long, List<Done>> performed = new HashMap<>();
  private final Map<Long, List<Done>> stored = new HashMap<>();
  private final Map<Long, List<Done>> told = new HashMap<>();
  private final Map<Long, List<Done>> rows = new HashMap<>();

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
        add(rows, effect.orderNumber(), effect.effect(), effect.causeId());
        boolean known = effect.orderNumber() >= 0 && effect.orderNumber() < orders;
        if (!known && run.share.counts(effect.orderNumber())) {
          mismatch(effect.effect());
        }
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
      add(told, event.order(), effect, cause(event.cause()));
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
      if (!agrees(order, type, done)) {
        mismatch(type);
      }
    }
    StoreOrder state = run.storeOrders.get(order);
    mismatches += fates.isCompensated(order) == (state != null && state.compensated()) ? 0 : 1;
    boolean cancelled = state != null && state.cancelled();
    mismatches += fates.cancellationTaken.contains(order) && !cancelled ? 1 : 0;
  }

  private void mismatch(EffectType type) {
    mismatches++;
    unequal.merge(type, 1L, Long::sum);
  }

  private boolean agrees(long order, EffectType type, List<Done> done) {
    boolean undecided =
        (type == EffectType.NOTIFY && fates.notifyPending.contains(order))
            || (type == EffectType.RELEASE && fates.releasePending.contains(order));
    if (undecided) {
      return true;
    }
    List<Done> inStore = stored.getOrDefault(order, List.of());
    Set<UUID> takenBack = takenBack(done, inStore);
    Set<UUID> but = type == EffectType.CHARGE ? takenBack : Set.of();
    Set<UUID> held = causes(inStore, type, but);
    boolean refund = type == EffectType.REFUND;
    Set<UUID> ofEvents =
        refund ? takenBack : causes(told.getOrDefault(order, List.of()), type, Set.of());
    long events = refund ? takenBack.size() : all(told.getOrDefault(order, List.of()), type);
    boolean silent = type == EffectType.NOTIFY || refund;
    return events == held.size()
        && held.equals(ofEvents)
        && held.equals(causes(done, type, but))
        && isOnce(order, type)
        && (silent || says(order, type) == !held.isEmpty());
  }

  /** Whether the store has one row of each event that an effect followed from. */
  private boolean isOnce(long order, EffectType type) {
    List<Done> of = rows.getOrDefault(order, List.of());
    return all(of, type) == causes(of, type);
  }

  /** Causes of charges that were refunded for the same cause, and that the store never held. */
  private static Set<UUID> takenBack(List<Done> done, List<Done> inStore) {
    return done.stream()
        .filter(effect -> effect.type() == EffectType.CHARGE)
        .filter(effect -> done.contains(new Done(EffectType.REFUND, effect.cause())))
        .filter(effect -> !inStore.contains(effect))
        .map(Done::cause)
        .collect(Collectors.toSet());
  }

  private static Set<UUID> causes(List<Done> done, EffectType type, Set<UUID> but) {
    return done.stream()
        .filter(effect -> effect.type() == type && !but.contains(effect.cause()))
        .map(Done::cause)
        .collect(Collectors.toSet());
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
