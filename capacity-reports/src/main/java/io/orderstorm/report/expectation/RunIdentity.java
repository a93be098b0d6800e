package io.orderstorm.report.expectation;

/**
 * Who ran what.
 *
 * @param engine {@code live} or {@code simulated}
 * @param environment {@code embedded}, {@code testcontainers} or {@code external}
 * @param command the command line that repeats the run
 */
public record RunIdentity(
    String id,
    String scenario,
    String title,
    String question,
    String owner,
    String engine,
    String environment,
    long seed,
    String command) {}
