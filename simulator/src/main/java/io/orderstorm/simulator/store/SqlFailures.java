package io.orderstorm.simulator.store;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells a store that is away from a mistake of ours, by the SQL state's class. */
final class SqlFailures {

  /** Connection, rollback (deadlock), resources, operator intervention, system error. */
  private static final Set<String> MAY_PASS = Set.of("08", "40", "53", "57", "58");

  private SqlFailures() {}

  static RuntimeException asUnchecked(SQLException e) {
    String state = e.getSQLState();
    boolean mayPass =
        e instanceof SQLTransientException
            || (state != null && state.length() == 5 && MAY_PASS.contains(state.substring(0, 2)));
    String message = "the store says " + state + ": " + e.getMessage();
    return mayPass
        ? new StoreUnavailableException(message, e)
        : new IllegalStateException(message, e);
  }
}
