/**
 * Data contracts: whether schemas may follow one another, and whether what was written with each
 * version, years ago perhaps, is still read as it was meant.
 *
 * <p>Compatibility and resolution are Avro's own ({@code SchemaCompatibility}, {@code
 * GenericDatumReader}): the rules that its readers really follow. For one thread.
 */
@NullMarked
package io.orderstorm.simulator.contract;

import org.jspecify.annotations.NullMarked;
