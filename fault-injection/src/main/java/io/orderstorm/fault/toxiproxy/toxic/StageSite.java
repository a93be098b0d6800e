package io.orderstorm.fault.toxiproxy.toxic;

import io.netty.util.concurrent.EventExecutor;
import java.util.random.RandomGenerator;

/**
 * What a stage needs from the place where it works.
 *
 * @param loop the connection's event loop, for timers
 * @param random of this toxic on this direction of this connection only, so that nothing else
 *     shifts its draws
 * @param counters of the toxic, shared by all its stages
 */
public record StageSite(EventExecutor loop, RandomGenerator random, ToxicCounters counters) {}
