/**
 * Dead letters on a cluster: reads them, remembers what was done with them, and makes replay
 * requests of them. A redrive is a replay: it has a plan, an approval, a ceiling and an audit, and
 * its copies and its marks are committed in one transaction.
 */
@NullMarked
package io.orderstorm.simulator.replay.redrive;

import org.jspecify.annotations.NullMarked;
