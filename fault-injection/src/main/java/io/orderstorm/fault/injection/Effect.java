package io.orderstorm.fault.injection;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Whether something bit, and how one knows.
 *
 * @param evidence for a report: what was seen, with figures
 */
public record Effect(boolean effective, String evidence) {

  public static Effect seen(String evidence) {
    return new Effect(true, evidence);
  }

  public static Effect missing(String evidence) {
    return new Effect(false, evidence);
  }

  /** Effective only if all are and there is at least one. */
  public static Effect all(Collection<Effect> effects) {
    return new Effect(
        !effects.isEmpty() && effects.stream().allMatch(Effect::effective),
        effects.stream()
            .map(Effect::evidence)
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining("; ")));
  }

  /** The same judgement with more to tell. */
  public Effect and(String more) {
    return more.isBlank()
        ? this
        : new Effect(effective, evidence.isBlank() ? more : evidence + "; " + more);
  }
}
