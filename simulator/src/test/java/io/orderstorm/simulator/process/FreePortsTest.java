package io.orderstorm.simulator.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  @Test
  void noPortIsGivenTwiceToAnybodyInThisProcess() {
    int[] given = IntStream.range(0, 400).parallel().map(i -> FreePorts.next()).toArray();

    assertThat(given).doesNotHaveDuplicates();
  }

  @Test
  void theKernelPicksNoneOfThemForSomebodysConnection() throws Exception {
    int first;
    try (var range = new FileInputStream("/proc/sys/net/ipv4/ip_local_port_range")) {
      // at once: the kernel has no second part for who reads it in pieces
      first = Integer.parseInt(new String(range.readNBytes(64), US_ASCII).split("\\s+")[0]);
    }

    for (int i = 0; i < 400; i++) {
      assertThat(FreePorts.next()).isLessThan(first);
      assertThat(FreePorts.nextOfService()).isLessThan(first);
    }
  }

  /** Brokers listen long after they were given their ports, services at once. */
  @Test
  void servicesTakeNoneThatABrokerMayHaveBeenGiven() {
    int[] ofServices = IntStream.range(0, 400).map(i -> FreePorts.nextOfService()).toArray();
    int[] others = IntStream.range(0, 400).map(i -> FreePorts.next()).toArray();

    assertThat(IntStream.of(ofServices).min().orElseThrow())
        .isGreaterThan(IntStream.of(others).max().orElseThrow());
  }
}
