package io.orderstorm.scenario.cli;

import io.orderstorm.fault.remote.AllowedTargets;
import io.orderstorm.scenario.external.ExternalPlace;
import io.orderstorm.scenario.external.Inspection;
import io.orderstorm.scenario.external.RefusedPlaceException;
import io.orderstorm.scenario.external.UserDatabase;
import io.orderstorm.scenario.file.AllowList;
import io.orderstorm.scenario.load.Departures;
import io.orderstorm.scenario.load.Schedule;
import io.orderstorm.scenario.model.Scenario;
import io.orderstorm.simulator.client.PhysicalNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of runs on brokers, and in a database, that the user runs. */
final class ExternalOptions {

  private static final long USUAL_BUDGET = 100_000;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "With --environment external: the brokers.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Client properties (security, SASL, TLS) as Kafka's own tools take them.")
  private @Nullable Path commandConfig;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      description =
          "What the run's topics and groups begin with; its schema is called so too. Nothing may"
              + " begin with it yet. Default: orderstorm-<UTC time>-<4 letters>-.")
  private @Nullable String prefix;

  @Option(
      names = "--allow-list",
      paramLabel = "FILE",
      description =
          "The clusters (by id) and the hosts (of databases and of a Toxiproxy) where runs may go."
              + " Default:"
              + " $XDG_CONFIG_HOME/orderstorm/allow-list.yaml, or below ~/.config.")
  private @Nullable Path allowList;

  @Option(
      names = "--order-budget",
      paramLabel = "N",
      description = "The most orders that a run may offer there. Default: " + USUAL_BUDGET + ".")
  private @Nullable Long orderBudget;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "A PostgreSQL database for the store, in a schema of the run's own. Default: a database"
              + " of our own on this machine.")
  private @Nullable String jdbcUrl;

  @Option(
      names = "--jdbc-user",
      paramLabel = "NAME",
      description = "Who logs in to the database. Default: the user in the URL.")
  private @Nullable String jdbcUser;

  @Option(
      names = "--jdbc-password-file",
      paramLabel = "FILE",
      description =
          "Its first line is the password. Default: the variable "
              + UserDatabase.PASSWORD_VARIABLE
              + ".")
  private @Nullable Path jdbcPasswordFile;

  /** Refuses options that mean nothing where everything is the run's own. */
  void requireUnused(boolean linksAreElsewhere) {
    if (bootstrapServers != null
        || commandConfig != null
        || prefix != null
        || (allowList != null && !linksAreElsewhere)
        || orderBudget != null
        || jdbcUrl != null
        || jdbcUser != null
        || jdbcPasswordFile != null) {
      throw new RefusedPlaceException(
          "--bootstrap-servers, --command-config, --prefix, --allow-list, --order-budget and"
              + " --jdbc-… belong to --environment external; this run is embedded");
    }
  }

  /**
   * Asks whether the scenario may and can be played there; nothing is made.
   *
   * @param stamp the run's start, for the usual prefix
   */
  Visit visit(Scenario scenario, String stamp) {
    requireBudget(scenario);
    ExternalPlace place = place(stamp);
    return new Visit(place, Inspection.of(scenario, place, AllowList.read(allowListFile())));
  }

  private ExternalPlace place(String stamp) {
    if (bootstrapServers == null) {
      throw new RefusedPlaceException("--environment external needs --bootstrap-servers");
    }
    if (jdbcUrl == null && (jdbcUser != null || jdbcPasswordFile != null)) {
      throw new RefusedPlaceException("--jdbc-user and --jdbc-password-file need --jdbc-url");
    }
    return new ExternalPlace(
        bootstrapServers,
        Optional.ofNullable(commandConfig),
        names(prefix == null ? usualPrefix(stamp) : prefix),
        Optional.ofNullable(jdbcUrl).map(url -> UserDatabase.of(url, jdbcUser, jdbcPasswordFile)));
  }

  /** The list that was named, or the usual one; without any, nothing but this host is allowed. */
  AllowList allowed() {
    Path file = allowListFile();
    return allowList == null && !Files.exists(file)
        ? new AllowList(file.toString(), Set.of(), AllowedTargets.loopbackOnly())
        : AllowList.read(file);
  }

  private static PhysicalNames names(String prefix) {
    try {
      return new PhysicalNames(prefix);
    } catch (IllegalArgumentException e) {
      throw new RefusedPlaceException("--prefix: " + e.getMessage());
    }
  }

  /** Two runs that start in one second still get two. */
  static String usualPrefix(String stamp) {
    String letters =
        ThreadLocalRandom.current()
            .ints(4, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return "orderstorm-" + stamp.toLowerCase(Locale.ROOT) + "-" + letters + "-";
  }

  private Path allowListFile() {
    if (allowList != null) {
      return allowList;
    }
    String set = System.getenv("XDG_CONFIG_HOME");
    Path configuration =
        set == null || set.isBlank()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(set);
    return configuration.resolve("orderstorm").resolve("allow-list.yaml");
  }

  /** Counts the orders of the very schedule that will be played. */
  private void requireBudget(Scenario scenario) {
    long budget = orderBudget == null ? USUAL_BUDGET : orderBudget;
    Departures departures = Schedule.of(scenario.load()).departures(scenario.seed());
    for (long orders = 0; departures.nextNanos() != Departures.END; orders++) {
      if (orders == budget) {
        throw new RefusedPlaceException(
            String.format(
                "the scenario offers about %,.0f orders, more than the budget of %,d;"
                    + " raise --order-budget if the cluster may get as many",
                Schedule.of(scenario.load()).expectedOrders(), budget));
      }
    }
  }

  /** The options as they stand in a run's record: no path, no user, no password. */
  String repeated() {
    return " --bootstrap-servers "
        + bootstrapServers
        + (commandConfig == null ? "" : " --command-config FILE")
        + (jdbcUrl == null ? "" : " --jdbc-url URL");
  }
}
