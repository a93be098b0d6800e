/**
 * The stages of the pipeline: consumer groups that turn events into effects and further events, and
 * neither lose nor double anything when they, their brokers, their store or their service fail.
 *
 * <p>A delivery goes through: decode and validate, look up what the store knows of its order, call
 * the downstream service, remember effect, dedupe key and outcome in one transaction, produce the
 * outcome, and let the partition's committed offset pass once the broker has acknowledged it. Many
 * deliveries of a partition are under way at once, but of one key never more than one; a
 * partition's offset is committed as far as all before it is done ({@link
 * io.orderstorm.simulator.stage.PartitionWork}).
 *
 * <p>What fails and may pass goes to the retry topic, and its key is parked in the store: later
 * events of that key follow it there, so that their order survives crashes and rebalances. In the
 * retry topic an event keeps its place and waits there for its next attempt; sent to the end again
 * it would be overtaken. What fails for good goes to the dead-letter topic.
 *
 * <p>What kills the process that handles it would be delivered again for ever. So whoever takes a
 * partition over from a consumer that died notes in the store what it begins, handles alone what
 * was begun at a death, and gives up what three lives have begun ({@link
 * io.orderstorm.simulator.stage.Aftermath}).
 *
 * <p>Under {@code on-outage: pause} a failure counts as an attempt only once the service has
 * answered someone after it; until then it is a suspect. An outage has no such answers, so it opens
 * the circuit and uses up nobody's attempts.
 *
 * <p>Threads: each consumer has a thread of its own that does everything but HTTP and producing,
 * whose results come back to it through a queue. Consumers of a stage share a client, a producer
 * and a {@link io.orderstorm.simulator.stage.CircuitBreaker}. Times are run nanoseconds.
 */
@NullMarked
package io.orderstorm.simulator.stage;

import org.jspecify.annotations.NullMarked;
