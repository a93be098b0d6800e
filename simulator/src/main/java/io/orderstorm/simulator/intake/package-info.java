/**
 * Where orders enter: generated events are handed to a Kafka producer, and what became of each is
 * told in three values. <em>Indeterminate</em> is one of them, because a producer that gave up on a
 * batch does not know whether the broker has it.
 *
 * <p>Threads: an {@link io.orderstorm.simulator.intake.OrderSource} belongs to one thread; {@link
 * io.orderstorm.simulator.intake.KafkaOrderIntake} takes sends from any thread and calls back on
 * the sending thread (if {@code send} failed at once) or on the producer's. Sending may block for
 * up to {@code maxBlock}: never send on a thread that keeps time.
 */
@NullMarked
package io.orderstorm.simulator.intake;

import org.jspecify.annotations.NullMarked;
