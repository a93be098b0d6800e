package io.orderstorm.scenario.engine;

import io.orderstorm.scenario.child.BackendsMain;
import io.orderstorm.scenario.child.Endpoints;
import io.orderstorm.scenario.child.ServicesMain;
import io.orderstorm.scenario.containers.ContainerGround;
import io.orderstorm.scenario.external.ExternalPlace;
import io.orderstorm.scenario.external.UserDatabase;
import io.orderstorm.simulator.process.Precedence;
import io.orderstorm.simulator.store.StoreSettings;
import java.time.Duration;
import java.util.List;

/**
 * What lies behind the stages: the downstream services, a process of ours, and the store.
 *
 * @param process of the services
 */
record Backends(Part process, Endpoints.Store store) implements AutoCloseable {

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
    return new Backends(process, Endpoints.Store.parse(process.await("store", START_WITHIN)));
  }

  /** Starts services; the store is in a container. */
  static Backends withStoreIn(ContainerGround ground, Environment.Run run) {
    ContainerGround.Database database = ground.startDatabase();
    return new Backends(
        services(run),
        new Endpoints.Store(
            database.url(), database.user(), database.password(), StoreSettings.SCHEMA));
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
    return new Backends(
        services(run),
        new Endpoints.Store(database.url(), database.user(), database.password(), place.schema()));
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

  /** Where a service listens. */
  int port(String service) {
    return Integer.parseInt(process.await("service-" + service, START_WITHIN));
  }

  @Override
  public void close() {
    process.close();
  }
}
