package io.orderstorm.simulator.replay.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan touches, counted over the very records in scope.
 *
 * @param records that will be copied
 * @param bytes of the copies: key, value and headers
 * @param largestBytes of one copy
 * @param keys distinct ones
 * @param orders distinct orders among our own events, 0 if there is none
 * @param eventTypes how many records of each of our own types, {@code other} for the rest
 * @param skippedReplayed records in scope that an earlier replay caused and that are left out
 * @param atCeiling how long it takes at the ceiling
 * @param downstreamCalls calls that stages of the reference pipeline may make at most, by service;
 *     for effects that exist already none is made
 * @param effectsPresent events whose effect the stages' store has already; {@code null} if no store
 *     was named, or the target is none of its stages
 * @param readers groups that have committed offsets in a target and so will see the copies
 * @param unseenReaders whether the cluster refused to name groups
 * @param reexecution what is done again behind the stage that is corrected; {@code null} for any
 *     other replay
 */
public record BlastRadius(
    long records,
    long bytes,
    long largestBytes,
    long keys,
    long orders,
    Map<String, Long> eventTypes,
    long skippedReplayed,
    Duration atCeiling,
    Map<String, Long> downstreamCalls,
    @Nullable Long effectsPresent,
    List<String> readers,
    boolean unseenReaders,
    @Nullable Reexecution reexecution) {

  public BlastRadius {
    eventTypes = Collections.unmodifiableMap(new TreeMap<>(eventTypes));
    downstreamCalls = Collections.unmodifiableMap(new TreeMap<>(downstreamCalls));
    readers = List.copyOf(readers);
  }
}
