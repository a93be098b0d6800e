package io.orderstorm.scenario.cli.replay;

import io.orderstorm.scenario.external.RefusedPlaceException;
import io.orderstorm.scenario.external.UserDatabase;
import io.orderstorm.simulator.replay.ReplayFailedException;
import io.orderstorm.simulator.replay.ReplayRefusedException;
import io.orderstorm.simulator.replay.plan.StoreView;
import io.orderstorm.simulator.store.EffectLookup;
import io.orderstorm.simulator.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The reference pipeline's store, for the effects that exist already. */
final class StoreOptions {

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description =
          "The store of the reference pipeline (PostgreSQL): a plan then counts the effects that"
              + " are there already, a run what its stage handled and skipped. It is only read.")
  private @Nullable String url;

  @Option(names = "--jdbc-user", paramLabel = "NAME", description = "Who logs in.")
  private @Nullable String user;

  @Option(
      names = "--jdbc-password-file",
      paramLabel = "FILE",
      description =
          "Its first line is the password. Default: the variable "
              + UserDatabase.PASSWORD_VARIABLE
              + ".")
  private @Nullable Path passwordFile;

  @Option(
      names = "--jdbc-schema",
      paramLabel = "NAME",
      defaultValue = "orderstorm",
      description = "The store's schema. Default: ${DEFAULT-VALUE}.")
  private String schema = "orderstorm";

  /**
   * Works with the store, or with {@code null} if none is named.
   *
   * @throws RefusedPlaceException if the URL, the user or the password's file are wrong
   * @throws ReplayRefusedException if the schema's name is wrong
   * @throws ReplayFailedException if the store does not answer
   */
  <T> T with(Function<@Nullable StoreView, T> work) {
    if (url == null) {
      return work.apply(null);
    }
    try (Connection connection = UserDatabase.of(url, user, passwordFile).connect()) {
      return work.apply(StoreView.of(lookup(connection)));
    } catch (SQLException | StoreUnavailableException e) {
      throw new ReplayFailedException("the store at --jdbc-url does not answer", e);
    }
  }

  private EffectLookup lookup(Connection connection) {
    try {
      return new EffectLookup(connection, schema);
    } catch (IllegalArgumentException e) {
      throw new ReplayRefusedException("--jdbc-schema: " + e.getMessage());
    }
  }
}
