/**
 * What a run writes down while it happens: one immutable record per kind, each with its fixed
 * binary layout.
 *
 * <p>Idea: a record file is a JSON header that describes fixed-size little-endian records, so that
 * a reader in any language needs the header and docs/run-folder.md only. A {@link
 * io.orderstorm.report.record.RecordKind} is that layout with its codec; names that repeat (topics,
 * faults, error classes) are written once into the header and referred to by index.
 *
 * <p>Units: every {@code …Nanos} is in run nanos, nanoseconds since the Unix epoch in the one time
 * base that all processes of a run share; {@code appendMillis} is the broker's clock. Threads:
 * records are immutable; a codec has no state of its own and may be shared as long as each thread
 * uses its own buffer.
 */
@NullMarked
package io.orderstorm.report.record;

import org.jspecify.annotations.NullMarked;
