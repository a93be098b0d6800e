package io.orderstorm.fault.toxiproxy.relay;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port as Toxiproxy writes them: {@code 127.0.0.1:3310}, {@code [::1]:3310}, {@code
 * :3310}.
 */
public record Endpoint(String host, int port) {

  private static final String LOOPBACK = "127.0.0.1";

  public Endpoint {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port lies between 0 and 65535, but is " + port);
    }
  }

  /**
   * Reads {@code host:port}; an empty host is the loopback interface.
   *
   * @throws IllegalArgumentException if there is no port, or it is no number
   */
  public static Endpoint parse(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("address " + text + ": missing port in address");
    }
    try {
      var port = Integer.parseInt(text.substring(colon + 1));
      return new Endpoint(withoutBrackets(text.substring(0, colon)), port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("address " + text + ": the port is no number", e);
    }
  }

  private static String withoutBrackets(String host) {
    if (host.isEmpty()) {
      return LOOPBACK;
    }
    return (host.startsWith("[") && host.endsWith("]"))
        ? host.substring(1, host.length() - 1)
        : host;
  }

  /** Whether resolving needs no name service. */
  boolean isLiteral() {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
  }

  /** Blocks while a name service is asked, unless the host {@link #isLiteral}. */
  public InetSocketAddress resolve() throws UnknownHostException {
    var literal = host.equals("localhost") ? LOOPBACK : host;
    return new InetSocketAddress(InetAddress.getAllByName(literal)[0], port);
  }

  /** The address of a bound socket, printed as the API does. */
  public static String text(InetSocketAddress address) {
    var host = NetUtil.toAddressString(address.getAddress());
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
