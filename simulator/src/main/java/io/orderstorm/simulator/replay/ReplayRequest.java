package io.orderstorm.simulator.replay;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have replayed.
 *
 * @param name lower-case letters, digits and hyphens
 * @param owner who answers for it; may not approve it
 * @param intent why
 * @param guard {@code null} if no group is watched
 * @param includeReplayed whether records that a replay caused are replayed too; otherwise they are
 *     skipped, so that no replay feeds another
 * @param redrive {@code null} for a replay that is none of dead letters
 */
public record ReplayRequest(
    String name,
    String owner,
    String intent,
    Scope scope,
    Ceiling ceiling,
    Target target,
    @Nullable Guard guard,
    boolean includeReplayed,
    @Nullable Redrive redrive) {

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,47}";

  public ReplayRequest {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "a replay's name is up to 48 lower-case letters, digits and hyphens, but is '"
              + name
              + "'");
    }
    if (owner.isBlank() || intent.isBlank()) {
      throw new IllegalArgumentException("a replay has an owner and an intent");
    }
    if (target instanceof Target.Topic topic && scope.sources().contains(topic.name())) {
      throw new IllegalArgumentException(
          "the target "
              + topic.name()
              + " is a source too: a replay into its own source would feed itself");
    }
  }
}
