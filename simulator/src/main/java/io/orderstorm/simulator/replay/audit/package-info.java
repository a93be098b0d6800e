/**
 * What was asked, approved and done, in lines that hold each other: each names the SHA-256 of the
 * one before. An altered byte, a missing line and a line in another's place are found and named.
 *
 * <p>The file is the log; a topic, where the cluster allows one, holds a second copy of each line
 * for a reader who does not trust whoever holds the file. The head file beside the log says how far
 * it once was, so that lines can't be cut off its end unseen.
 */
@NullMarked
package io.orderstorm.simulator.replay.audit;

import org.jspecify.annotations.NullMarked;
