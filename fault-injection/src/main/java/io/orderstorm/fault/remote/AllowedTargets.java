package io.orderstorm.fault.remote;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hosts that faults may touch: this one, and what the user lists by name. A mistyped address
 * must not become somebody else's outage.
 *
 * @param hosts names or addresses beside the loopback interface, compared without case
 */
public record AllowedTargets(Set<String> hosts) {

  public AllowedTargets {
    var lower = new TreeSet<String>();
    hosts.forEach(host -> lower.add(host.toLowerCase(Locale.ROOT)));
    hosts = Set.copyOf(lower);
  }

  /** Nothing but the loopback interface. */
  public static AllowedTargets loopbackOnly() {
    return new AllowedTargets(Set.of());
  }

  /**
   * Whether this host may be touched. A name that is not listed counts as loopback only if every
   * address that it stands for is one.
   */
  public boolean allows(String host) {
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return hosts.contains(bare.toLowerCase(Locale.ROOT)) || isLoopback(bare);
  }

  private static boolean isLoopback(String host) {
    if (host.isEmpty()) {
      return false;
    }
    try {
      for (var address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Gives the address back if its host may be touched.
   *
   * @throws IllegalArgumentException if it may not; the message names the host and what is allowed
   */
  public URI require(URI target) {
    var host = target.getHost();
    if (host == null || !allows(host)) {
      throw new IllegalArgumentException(
          "'"
              + target
              + "' is not on the list of allowed targets; allowed are this host's loopback interface"
              + (hosts.isEmpty() ? "" : ", " + String.join(", ", new TreeSet<>(hosts))));
    }
    return target;
  }
}
