package io.orderstorm.fault.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Lines as a kernel wrote them. */
class TcpTableLineTest {

  @Test
  void addressesOfBothFamiliesAreRead() {
    assumeThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    var four =
        "   3: 0100007F:1F90 0200000A:C350 01 00000000:00000000 00:00000000 00000000     0        0 123456 1 0 20 4 30 10 -1";
    var mapped =
        "   0: 0000000000000000FFFF00000100007F:A0FA 0000000000000000FFFF00000100007F:2384 01 00000000:00000000 00:00000000 00000000     0        0 77 1 0 20 4 30 10 -1";
    var six =
        "   0: 00000000000000000000000001000000:0050 B80D01200000000000000000010000FF:01BB 06 00000000:00000000 00:00000000 00000000     0        0 0 1 0 20 4 30 10 -1";

    assertThat(TcpTableLine.parse(four).orElseThrow().connection().text())
        .isEqualTo("127.0.0.1:8080 -> 10.0.0.2:50000");
    assertThat(TcpTableLine.parse(four).orElseThrow().inode()).isEqualTo(123456);
    assertThat(TcpTableLine.parse(mapped).orElseThrow().connection().text())
        .isEqualTo("127.0.0.1:41210 -> 127.0.0.1:9092");
    assertThat(TcpTableLine.parse(six).orElseThrow().connection().text())
        .isEqualTo("0:0:0:0:0:0:0:1:80 -> 2001:db8:0:0:0:0:ff00:1:443");
    assertThat(TcpTableLine.parse(six).orElseThrow().isEstablished()).isFalse();
  }

  @Test
  void theHeadingIsNoConnection() {
    assertThat(
            TcpTableLine.parse(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"))
        .isEmpty();
  }
}
