/** The run folder, what follows from it, and how that is shown. */
@NullMarked
package io.orderstorm.report;

import org.jspecify.annotations.NullMarked;
