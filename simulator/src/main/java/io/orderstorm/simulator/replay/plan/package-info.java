/**
 * From a request to a plan that may be run: the scope pinned to offsets, the blast radius computed
 * from the records themselves, a content hash, an approval by a second person.
 *
 * <p>A plan never changes. Its file is one rendering of its content: any other byte in it, and it
 * is no plan. The approval names the hash, and the audit log names both.
 */
@NullMarked
package io.orderstorm.simulator.replay.plan;

import org.jspecify.annotations.NullMarked;
