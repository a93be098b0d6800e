package io.orderstorm.fault.toxiproxy.toxic;

/** Where chunks go next: another stage, or the socket. */
public interface Outlet {

  /**
   * Takes the chunk over. Must also take it when not {@link #accepting}: that is a request, not a
   * lock.
   */
  void offer(Chunk chunk);

  /** Whether more is welcome. Who refused says so when there is room again. */
  boolean accepting();
}
