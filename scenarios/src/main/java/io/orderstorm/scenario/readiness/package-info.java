/**
 * The launch and production checklist of a scenario's pipeline, each line proved by something that
 * was kept, or open.
 *
 * <p>Nothing is played and nothing is believed: evidence is a run folder's {@code result.json} or
 * {@code events.jsonl}, a {@code drill.json}, a {@code runbook.json}, a file that names people.
 * What is older than a quarter proves nothing any more. {@link Checklist} is the one place where it
 * is decided what proves a line.
 */
@NullMarked
package io.orderstorm.scenario.readiness;

import org.jspecify.annotations.NullMarked;
