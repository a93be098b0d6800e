/**
 * Dead letters as they lie in their topics: why each is there, whose it is, what is still open.
 *
 * <p>Understands the headers of our own stages, of Spring Kafka and of Kafka Connect; the cause of
 * a dead letter without any is {@code unknown}. What was redriven or discarded is remembered in a
 * compacted topic, not in a file: several people triage from several machines, and a redrive's mark
 * can stand in the same Kafka transaction as its copy, so that neither exists without the other.
 *
 * <p>Knows nothing of replays. Times are those of the records, in milliseconds since the epoch.
 */
@NullMarked
package io.orderstorm.simulator.deadletter;

import org.jspecify.annotations.NullMarked;
