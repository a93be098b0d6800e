package io.orderstorm.simulator.store;

/**
 * Where the store is.
 *
 * @param password not shown by {@link #toString}
 * @param schema the schema that everything is in; made if it is missing
 * @param connections size of the pool: one for each consumer and one to spare is enough
 */
public record StoreSettings(
    String jdbcUrl, String user, String password, String schema, int connections) {

  public static final String SCHEMA = "orderstorm";

  public StoreSettings {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the store must be a jdbc:postgresql: URL, not " + jdbcUrl);
    }
    if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("schema must be a plain lower-case name, not " + schema);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1, not " + connections);
    }
  }

  @Override
  public String toString() {
    return "StoreSettings[" + jdbcUrl + ", user=" + user + ", schema=" + schema + "]";
  }
}
