/**
 * A run's brokers, database and links as containers: {@link
 * io.orderstorm.scenario.containers.ContainerGround} starts and ends them.
 *
 * <p>Testcontainers does the work with the engine, and its reaper removes everything if this
 * process is killed. Every way to a broker, also the one that no fault hits, leads through the
 * Toxiproxy container: the ports that an engine maps for a broker change when it is restarted,
 * those of Toxiproxy stay, and brokers advertise them. Blocks; used by few threads at once.
 */
@NullMarked
package io.orderstorm.scenario.containers;

import org.jspecify.annotations.NullMarked;
