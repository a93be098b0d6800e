/** Scenarios: their files, the engines that run them, and the command line. */
@NullMarked
package io.orderstorm.scenario;

import org.jspecify.annotations.NullMarked;
