package io.orderstorm.report.recount;

import io.orderstorm.report.record.Observation;
import org.jspecify.annotations.Nullable;

/**
 * A record on a retry or dead-letter topic.
 *
 * @param group whose topic it is
 * @param origin where the carried record lies, null if the headers do not say
 */
record Carried(String group, Place place, @Nullable Place origin, Observation record) {}
