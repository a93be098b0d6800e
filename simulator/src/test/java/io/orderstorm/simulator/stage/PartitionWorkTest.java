package io.orderstorm.simulator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.simulator.store.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionWorkTest {
  private final PartitionWork work = new PartitionWork(new TopicPartition("orders", 0), false);

  @Test
  void theOffsetPassesOnlyWhatIsDoneWithoutAGap() {
    Delivery first = delivery(10, "a");
    Delivery second = delivery(11, "b");
    work.admitInTurn(first);
    work.admitInTurn(second);

    done(second);
    assertThat(work.toCommit()).isEqualTo(-1);

    done(first);
    assertThat(work.toCommit()).isEqualTo(12);
    work.committed(12);
    assertThat(work.toCommit()).isEqualTo(-1);
    assertThat(work.isUnderWay()).isFalse();
  }

  @Test
  void whatHoldsNoRecordIsPassedOnceNothingIsInHand() {
    work.passed(7);
    assertThat(work.toCommit()).as("nothing was delivered yet").isEqualTo(-1);

    Delivery first = delivery(10, "a");
    work.admitInTurn(first);
    work.passed(12);
    assertThat(work.toCommit()).isEqualTo(-1);
    done(first);
    assertThat(work.toCommit()).isEqualTo(11);

    work.passed(12); // the mark of a transaction stands at 11
    assertThat(work.toCommit()).isEqualTo(12);
  }

  @Test
  void ofOneKeyOnlyTheFirstHasItsTurn() {
    Delivery first = delivery(1, "a");
    Delivery second = delivery(2, "a");

    assertThat(work.admitInTurn(first)).isTrue();
    assertThat(work.admitInTurn(second)).isFalse();
    assertThat(work.admitInTurn(delivery(3, "b"))).isTrue();

    assertThat(work.release(first)).isSameAs(second);
    assertThat(work.release(second)).isNull();
    assertThat(work.admitInTurn(delivery(4, "a"))).isTrue();
  }

  @Test
  void whatNeverQueuedReleasesNobody() {
    Delivery stray = delivery(1, "a");
    work.admit(stray);
    work.admitInTurn(delivery(2, "a"));

    assertThat(work.release(stray)).isNull();
  }

  @Property
  void inWhateverOrderDeliveriesEndTheCommittedOffsetNeverPassesAnUnfinishedOne(
      @ForAll @IntRange(min = 1, max = 60) int count, @ForAll long seed) {
    var fresh = new PartitionWork(new TopicPartition("orders", 0), false);
    List<Delivery> open = new ArrayList<>();
    for (int offset = 0; offset < count; offset++) {
      var delivery = delivery(fresh, offset, "k" + offset);
      fresh.admitInTurn(delivery);
      open.add(delivery);
    }
    Collections.shuffle(open, new Random(seed));
    while (!open.isEmpty()) {
      Delivery next = open.remove(0);
      fresh.begun();
      fresh.done(next);
      long firstOpen = open.stream().mapToLong(Delivery::offset).min().orElse(count);
      assertThat(fresh.toCommit()).isEqualTo(firstOpen == 0 ? -1 : firstOpen);
    }
    assertThat(fresh.unfinished()).isZero();
  }

  private void done(Delivery delivery) {
    work.begun();
    work.done(delivery);
  }

  private Delivery delivery(long offset, String key) {
    return delivery(work, offset, key);
  }

  private static Delivery delivery(PartitionWork work, long offset, String key) {
    var record = new ConsumerRecord<>("orders", 0, offset, new byte[0], new byte[0]);
    return new Delivery(work, record, key, new Position("orders", 0, offset), null);
  }
}
