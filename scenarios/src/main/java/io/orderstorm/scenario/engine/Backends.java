package io.orderstorm.scenario.engine;

import io.orderstorm.scenario.child.BackendsMain;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.ServicesMain;
import io.orderstorm.scenario.containers.ContainerGround;
import io.orderstorm.scenario.external.ExternalPlace;
import io.orderstorm.scenario.external.UserDatabase;
import io.orderstorm.scenario.model.Stage;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.store.StoreSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies behind the stages: the downstream services, a process of ours, and the store.
 *
 * @param process of the services
 * @param ports where each service listens, by its name
 */
record Backends(Part process, Endpoints.Store store, Map<String, Integer> ports)
    implements AutoCloseable {

  private static final Duration START_WITHIN = Duration.ofSeconds(90);

  /** Starts services and a store of our own. */
  static Backends withOwnStore(Environment.Run run) {
    Part process =
        start(
            run,
            "store-and-services",
            BackendsMain.class,
            List.of(
                run.folder().root().toString(),
                run.workplace().path("store").toString(),
                run.clock().toString()));
    run.samples()
        .followTree("postgresql", Long.parseLong(process.await("store-process", START_WITHIN)));
    return of(process, Endpoints.Store.parse(process.await("store", START_WITHIN)), run);
  }

  /** Starts services; the store is in a container. */
  static Backends withStoreIn(ContainerGround ground, Environment.Run run) {
    ContainerGround.Database database = ground.startDatabase();
    return of(
        services(run),
        new Endpoints.Store(
            database.url(), database.user(), database.password(), StoreSettings.SCHEMA),
        run);
  }

  /** The process tells each port once. */
  private static Backends of(Part process, Endpoints.Store store, Environment.Run run) {
    var ports = new HashMap<String, Integer>();
    for (Stage stage : run.scenario().pipeline().stages()) {
      String service = stage.downstream().service();
      ports.put(service, Integer.parseInt(process.await("service-" + service, START_WITHIN)));
    }
    return new Backends(process, store, Map.copyOf(ports));
  }

  private static Part services(Environment.Run run) {
    return start(
        run,
        "services",
        ServicesMain.class,
        List.of(run.folder().root().toString(), run.clock().toString()));
  }

  /** Starts services; the store is in a database of the user's, in a schema of the run's own. */
  static Backends withStoreIn(UserDatabase database, ExternalPlace place, Environment.Run run) {
    return of(
        services(run),
        new Endpoints.Store(database.url(), database.user(), database.password(), place.schema()),
        run);
  }

  private static Part start(
      Environment.Run run, String name, Class<?> main, List<String> arguments) {
    Part part =
        Part.start(
                name,
                name,
                main,
                arguments,
                Precedence.SYSTEM_UNDER_TEST,
                run.compilation(),
                "256m",
                run.folder(),
                run.log(),
                alert -> {})
            .reportDeath(run.died());
    part.sampledBy(run.samples());
    try {
      part.await("ready", START_WITHIN);
      return part;
    } catch (RuntimeException e) {
      part.close();
      throw e;
    }
  }

  /**
   * Where a service listens.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  int port(String service) {
    Integer port = ports.get(service);
    if (port == null) {
      throw new IllegalArgumentException("no service " + service);
    }
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
