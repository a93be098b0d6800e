package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PackedLongsTest {

  @Property(tries = 200)
  void aColumnHoldsWhateverWasPutIntoItLast(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int bytes) {
    Random random = new Random(seed);
    PackedLongs column = new PackedLongs(bytes);
    Map<Integer, Long> model = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      int row = random.nextInt(random.nextBoolean() ? 100 : 200_000);
      long value = value(random);
      column.set(row, value);
      model.put(row, value);
    }

    model.forEach((row, value) -> assertThat(column.get(row)).as("row " + row).isEqualTo(value));
    for (int row = 0; row < 300; row++) {
      assertThat(column.get(row)).isEqualTo(model.getOrDefault(row, PackedLongs.NONE));
    }
  }

  /** Of any size, with the bounds of each number of bytes among them. */
  private static long value(Random random) {
    long bound = 1L << (8 * (1 + random.nextInt(7)) - 1);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextLong();
      case 1 -> PackedLongs.NONE;
      case 2 -> bound - 2 + random.nextInt(4);
      default -> -bound - 2 + random.nextInt(4);
    };
  }
}
