package io.orderstorm.scenario.external;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The schema of one run in a database of the user's.
 *
 * @param name letters, digits and underscores
 * @param mark stands in the schema's comment: what has it is the run's, what has not is somebody
 *     else's
 */
record RunSchema(UserDatabase database, String name, String mark) {

  RunSchema {
    if (!name.matches("[a-z][a-z0-9_]{0,62}") || !mark.matches("[A-Za-z0-9-]+")) {
      throw new IllegalArgumentException("no name and mark of a schema: " + name + ", " + mark);
    }
  }

  /** Refuses a database in which the schema can't be made. */
  void requireRoom() {
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement(
                "select to_regnamespace(?) is not null,"
                    + " has_database_privilege(current_database(), 'CREATE')")) {
      query.setString(1, name);
      try (ResultSet answer = query.executeQuery()) {
        answer.next();
        if (answer.getBoolean(1)) {
          throw new RefusedPlaceException(
              "the database already has a schema "
                  + name
                  + "; runs never share one, choose another --prefix");
        }
        if (!answer.getBoolean(2)) {
          throw new RefusedPlaceException(
              "the user "
                  + database.user()
                  + " may not make a schema in the database; grant CREATE");
        }
      }
    } catch (SQLException e) {
      throw new UnreachablePlaceException("the database " + database.url() + " can't be asked", e);
    }
  }

  /** Makes the schema, with its mark. */
  void create() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("create schema " + name);
      statement.execute("comment on schema " + name + " is '" + mark + "'");
      connection.commit();
    } catch (SQLException e) {
      throw new UnreachablePlaceException("the schema " + name + " can't be made", e);
    }
  }

  /**
   * Removes the schema, if it has the mark.
   *
   * @throws SQLException if it may still be there
   */
  void drop() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      if (isOurs(connection)) {
        statement.execute("drop schema " + name + " cascade");
      }
    }
  }

  private boolean isOurs(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select obj_description(to_regnamespace(?), 'pg_namespace')")) {
      query.setString(1, name);
      try (ResultSet answer = query.executeQuery()) {
        answer.next();
        return mark.equals(answer.getString(1));
      }
    }
  }
}
