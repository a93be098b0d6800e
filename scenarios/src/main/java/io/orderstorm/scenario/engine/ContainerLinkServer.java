package io.orderstorm.scenario.engine;

import io.orderstorm.fault.remote.ToxiproxyApi;
import io.orderstorm.scenario.containers.ContainerGround;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A server in a container of the run's own; it and all other containers end with it. */
final class ContainerLinkServer implements LinkServer {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ContainerGround ground;
  private final ToxiproxyApi api;

  private ContainerLinkServer(ContainerGround ground) {
    this.ground = ground;
    this.api = new ToxiproxyApi(ground.toxiproxyUrl(), LIMIT);
  }

  static ContainerLinkServer start(ContainerGround ground) {
    try {
      ground.startLinks();
      return new ContainerLinkServer(ground);
    } catch (RuntimeException e) {
      ground.close();
      throw e;
    }
  }

  @Override
  public URI url() {
    return api.url();
  }

  @Override
  public String host() {
    return ground.host();
  }

  @Override
  public String proxy(String link) {
    return link;
  }

  /** What is on this machine's loopback interface has another name inside a container. */
  @Override
  public int open(String link, String upstream) throws IOException {
    String client = Links.client(link);
    String server = Links.destination(link);
    String there =
        upstream.startsWith("127.0.0.1:")
            ? ground.exposed(Integer.parseInt(upstream.substring(upstream.indexOf(':') + 1)))
            : upstream;
    api.createProxy(link, ground.listen(client, server), there);
    return ground.mappedPort(client, server);
  }

  /** The address inside the container is of no use outside of it. */
  @Override
  public Optional<LinkProbe> probe() {
    return Optional.of(new LinkProbe());
  }

  @Override
  public int port(String proxy, String listen) {
    return ground.mappedPort(Links.client(proxy), Links.destination(proxy));
  }

  @Override
  public void close() {
    ground.close();
  }
}
