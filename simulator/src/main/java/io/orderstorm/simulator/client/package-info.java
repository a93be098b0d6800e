/**
 * How our Kafka clients reach a cluster, and what the pipeline's topics and groups are called
 * there.
 *
 * <p>The pipeline thinks, stores and reports in its own names: {@code orders}, {@code payment}. On
 * a cluster that others use too, each name has the run's prefix. {@link
 * io.orderstorm.simulator.client.PhysicalNames} is the only place that knows it, and it is applied
 * where a client is called and nowhere else. Immutable, except {@link
 * io.orderstorm.simulator.client.NamedConsumer}, which is for one thread as the consumer in it is.
 */
@NullMarked
package io.orderstorm.simulator.client;

import org.jspecify.annotations.NullMarked;
