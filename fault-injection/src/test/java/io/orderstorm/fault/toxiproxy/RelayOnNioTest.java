package io.orderstorm.fault.toxiproxy;

import io.orderstorm.fault.toxiproxy.relay.Transport;

/** The same over java.nio, for machines without the native transport. */
class RelayOnNioTest extends RelayTest {

  @Override
  Transport transport() {
    return Transport.NIO;
  }
}
