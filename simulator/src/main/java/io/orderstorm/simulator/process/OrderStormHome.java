package io.orderstorm.simulator.process;

import java.nio.file.Path;

/**
 * Where OrderStorm keeps what outlives a run: class-data archives, PostgreSQL's unpacked programs
 * and the ledger of started processes.
 */
public final class OrderStormHome {

  private OrderStormHome() {}

  /**
   * The folder: the system property {@code orderstorm.home}, or {@code orderstorm} below {@code
   * $XDG_CACHE_HOME} or {@code ~/.cache}. It need not exist yet.
   */
  public static Path path() {
    String set = System.getProperty("orderstorm.home");
    if (set != null) {
      return Path.of(set);
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "orderstorm")
        : Path.of(cache, "orderstorm");
  }
}
