package io.orderstorm.fault.process;

import java.net.InetSocketAddress;

/** An established connection, seen from one of its ends. */
public record TcpConnection(InetSocketAddress local, InetSocketAddress remote) {

  /** {@code 127.0.0.1:41210 -> 127.0.0.1:9092}. */
  public String text() {
    return text(local) + " -> " + text(remote);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
