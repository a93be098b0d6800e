/**
 * Fault leases: what has to be undone is on disk before it is done, and a process of its own undoes
 * it if the harness can't.
 *
 * <p>The owner of faults opens a {@link io.orderstorm.fault.lease.LeaseBook}. Each {@link
 * io.orderstorm.fault.lease.Reversal} is written to the book's file, and forced to the disk, before
 * its fault is injected; it is struck out after the fault was reverted. The book renews its lease
 * all the time. A {@linkplain io.orderstorm.fault.lease.WatchdogMain watchdog}, a child JVM that
 * outlives its owner, reverts all that is still open as soon as the owner's process is gone, or has
 * been silent for most of a lease, and then ends. What even the watchdog could not do, because it
 * was killed as well, is done by {@link io.orderstorm.fault.lease.LeaseSweep} at the next start.
 *
 * <p>The file {@code *.lease} has one JSON object a line; an empty line renews. Whoever ends a
 * lease (owner, watchdog or sweep) renames it to {@code *.ended}, which only one of them can; so an
 * owner that was merely slow notices before it injects more. Processes are known by id and start
 * time, so that an id that was given to a stranger is never touched.
 *
 * <p>A process group's SIGINT and SIGHUP do not reach the watchdog; it was made a process and not a
 * thread or a shutdown hook because neither survives {@code kill -9}. Reversals may be done twice:
 * each is harmless if there is nothing left to undo.
 */
@NullMarked
package io.orderstorm.fault.lease;

import org.jspecify.annotations.NullMarked;
