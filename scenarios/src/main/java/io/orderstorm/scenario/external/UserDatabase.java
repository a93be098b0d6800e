package io.orderstorm.scenario.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database of the user's. Its password is read when it is needed and kept nowhere.
 *
 * @param url without a password
 * @param user empty for the one in the URL
 * @param passwordFile its first line; empty for the variable {@value #PASSWORD_VARIABLE}, if it is
 *     set
 */
public record UserDatabase(String url, String user, Optional<Path> passwordFile) {

  /** The environment variable that may hold the password. */
  public static final String PASSWORD_VARIABLE = "ORDERSTORM_JDBC_PASSWORD";

  private static final String USER = "user";
  private static final String PASSWORD = "password";
  private static final String CONNECT_SECONDS = "5";
  private static final String ANSWER_SECONDS = "20";

  /**
   * A database as the command line names it.
   *
   * @throws RefusedPlaceException if the URL is none of PostgreSQL's, or holds a password
   */
  public static UserDatabase of(String url, @Nullable String user, @Nullable Path passwordFile) {
    Map<String, String> parsed = parse(url);
    if (parsed.containsKey(PASSWORD)) {
      throw new RefusedPlaceException(
          "--jdbc-url: a password does not belong on a command line, where others see it; use"
              + " --jdbc-password-file or the variable "
              + PASSWORD_VARIABLE);
    }
    String known = user == null ? parsed.get(USER) : user;
    if (known == null) {
      throw new RefusedPlaceException("--jdbc-user: is missing, and the URL names no user");
    }
    return new UserDatabase(url, known, Optional.ofNullable(passwordFile));
  }

  /** The URL as the driver itself reads it. */
  private static Map<String, String> parse(String url) {
    var parsed = new HashMap<String, String>();
    try {
      for (DriverPropertyInfo property :
          DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
        if (property.value != null) {
          parsed.put(property.name, property.value);
        }
      }
    } catch (SQLException e) {
      parsed.clear();
    }
    if (!url.startsWith("jdbc:postgresql:") || parsed.isEmpty()) {
      throw new RefusedPlaceException(
          "--jdbc-url: expected jdbc:postgresql://HOST[:PORT]/DATABASE, but is '" + url + "'");
    }
    return parsed;
  }

  /** The hosts that the driver will connect to. */
  List<String> hosts() {
    String hosts = parse(url).getOrDefault("PGHOST", "localhost");
    return Arrays.asList(hosts.split(","));
  }

  /**
   * The password; empty if there is none.
   *
   * @throws RefusedPlaceException if its file can't be read
   */
  public String password() {
    if (passwordFile.isEmpty()) {
      return Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)).orElse("");
    }
    try {
      return Files.readString(passwordFile.get()).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new RefusedPlaceException("--jdbc-password-file: can't read it: " + e);
    }
  }

  /** Connects; gives up within seconds. */
  public Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty(USER, user);
    properties.setProperty(PASSWORD, password());
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", ANSWER_SECONDS);
    properties.setProperty("ApplicationName", "orderstorm");
    return DriverManager.getConnection(url, properties);
  }
}
