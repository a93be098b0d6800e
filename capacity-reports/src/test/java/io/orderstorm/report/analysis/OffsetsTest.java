package io.orderstorm.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class OffsetsTest {

  @Property
  void whatIsBeyondIsWhatTheOtherLacksBelowItsGreatest(
      @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> some,
      @ForAll @Size(max = 60) List<@IntRange(max = 300) Integer> others) {
    Set<Integer> rest = new TreeSet<>(some);
    rest.removeAll(others);
    int greatest = others.stream().mapToInt(o -> o).max().orElse(-1);

    assertThat(offsets(some).beyond(offsets(others)))
        .isEqualTo(rest.stream().filter(offset -> offset < greatest).count());
  }

  private static Offsets offsets(List<Integer> all) {
    Offsets offsets = new Offsets();
    all.forEach(offsets::add);
    return offsets;
  }
}
