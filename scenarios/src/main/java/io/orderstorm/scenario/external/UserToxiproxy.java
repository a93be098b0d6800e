package io.orderstorm.scenario.external;

import io.orderstorm.fault.remote.ToxiproxyApi;
import io.orderstorm.scenario.file.AllowList;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * A Toxiproxy that the user runs.
 *
 * @param url of its API
 */
public record UserToxiproxy(URI url) {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /**
   * What a server says of itself.
   *
   * @param talkative whether it tells what its toxics did, as ours does
   */
  public record Found(String version, boolean talkative) {}

  /**
   * A server as the command line names it.
   *
   * @throws IllegalArgumentException if this is no {@code http://HOST:PORT}
   */
  public static UserToxiproxy of(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw refusal(text);
    }
    boolean bare =
        url.getRawQuery() == null
            && url.getRawFragment() == null
            && url.getRawUserInfo() == null
            && (url.getRawPath() == null || url.getRawPath().matches("/?"));
    if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 1 || !bare) {
      throw refusal(text);
    }
    return new UserToxiproxy(url);
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "expected http://HOST:PORT of a Toxiproxy's API, but is '" + text + "'");
  }

  /**
   * Asks the server; nothing is made.
   *
   * @throws RefusedPlaceException if its host is not allowed; it is not asked then
   * @throws UnreachablePlaceException if it does not answer as a Toxiproxy does
   */
  public Found inspect(AllowList allowed) {
    if (!allowed.hosts().allows(url.getHost())) {
      throw new RefusedPlaceException(
          "--toxiproxy-url: the host '"
              + url.getHost()
              + "' is neither this machine's loopback interface nor on the allow-list "
              + allowed.origin()
              + "; if runs may go there, add it to its 'hosts'");
    }
    return ask();
  }

  private Found ask() {
    var api = new ToxiproxyApi(url, LIMIT);
    try {
      String version = api.version();
      if (version.isEmpty()) {
        throw new IOException("what answers is no Toxiproxy");
      }
      return new Found(version, api.isOrderStorms());
    } catch (IOException e) {
      throw new UnreachablePlaceException("the Toxiproxy on " + url + " can't be reached", e);
    }
  }
}
