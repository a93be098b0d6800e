/**
 * What somebody wants to have replayed: owner, intent, an explicit scope, a ceiling, a target. A
 * request changes nothing; {@link io.orderstorm.simulator.replay.plan} makes a plan of it, {@link
 * io.orderstorm.simulator.replay.run} carries an approved plan out, and {@link
 * io.orderstorm.simulator.replay.audit} remembers both.
 *
 * <p>Everything here is immutable and becomes JSON as it stands (Jackson, because plans and audit
 * lines are read by people and by tools in other languages). Bytes are those of key, value and
 * headers, before compression.
 */
@NullMarked
package io.orderstorm.simulator.replay;

import org.jspecify.annotations.NullMarked;
