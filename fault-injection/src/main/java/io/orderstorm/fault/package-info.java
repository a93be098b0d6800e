/** Faults: what can be broken, when, with what evidence, and how it is put right again. */
@NullMarked
package io.orderstorm.fault;

import org.jspecify.annotations.NullMarked;
