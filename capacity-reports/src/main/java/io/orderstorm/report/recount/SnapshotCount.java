package io.orderstorm.report.recount;

import io.orderstorm.report.folder.RecordReader;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.record.Effect;
import io.orderstorm.report.record.EffectType;
import io.orderstorm.report.record.StoreEffect;
import io.orderstorm.report.record.StoreSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parity of the store's snapshots, each against every effect again. */
final class SnapshotCount {

  private static final long SECOND = 1_000_000_000L;

  long mismatches;

  /** A snapshot, and what it is compared with. */
  private static final class Moment {
    final StoreSnapshot of;
    long kept;
    long due;
    long done;

    Moment(StoreSnapshot of) {
      this.of = of;
    }

    long wrong() {
      return Math.max(Math.max(of.rows() - kept, due - of.rows()), of.rows() - done);
    }
  }

  /**
   * Counts.
   *
   * @param unequal mismatches of each effect at the end, which are counted already
   */
  SnapshotCount(RunFolder folder, Map<EffectType, Long> unequal) {
    List<Moment> moments = new ArrayList<>();
    RecordReader.forEachIfPresent(
        folder.storeSnapshots(), StoreSnapshot.KIND, s -> moments.add(new Moment(s)));
    if (moments.isEmpty()) {
      return;
    }
    for (String service : folder.services()) {
      RecordReader.forEachIfPresent(
          folder.effects(service), Effect.KIND, effect -> performed(moments, effect));
    }
    RecordReader.forEachIfPresent(
        folder.storeEffects(), StoreEffect.KIND, effect -> stored(moments, effect));
    for (EffectType type : EffectType.values()) {
      long most =
          moments.stream()
              .filter(moment -> moment.of.effect() == type)
              .mapToLong(Moment::wrong)
              .max()
              .orElse(0);
      mismatches += Math.max(0, most - unequal.getOrDefault(type, 0L));
    }
  }

  private static void performed(List<Moment> moments, Effect effect) {
    for (Moment moment : moments) {
      boolean before = effect.finishedNanos() - SECOND <= moment.of.endedNanos();
      moment.done += effect.performed() && before && effect.effect() == moment.of.effect() ? 1 : 0;
    }
  }

  private static void stored(List<Moment> moments, StoreEffect effect) {
    for (Moment moment : moments) {
      if (effect.effect() == moment.of.effect()) {
        moment.kept += effect.committedNanos() <= moment.of.endedNanos() ? 1 : 0;
        moment.due += effect.committedNanos() <= moment.of.beganNanos() - 12 * SECOND ? 1 : 0;
      }
    }
  }
}
