package io.orderstorm.fault.injection;

import io.orderstorm.fault.LinkSelector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The links of an environment: which proxies carry them. The toxics themselves are set by {@link
 * FaultInjector}.
 */
public interface LinkPort {

  /**
   * The names of the proxies that carry the link now; a partition's leader is looked up at this
   * moment.
   */
  List<String> proxies(LinkSelector link) throws Exception;

  /**
   * A harmless round trip through the proxy, in the protocol of what is behind it.
   *
   * @return how long it took; empty if this environment has no such probe
   * @throws IOException if there was no answer within the limit, or none at all
   */
  default Optional<Duration> roundTrip(String proxy, Duration limit) throws IOException {
    return Optional.empty();
  }

  /**
   * Connections of the link's client to its server that go around the proxies; there should be
   * none.
   */
  default List<String> bypasses(LinkSelector link) throws Exception {
    return List.of();
  }
}
