package io.orderstorm.simulator.replay;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where replayed records go. Closed: a new kind has to be dealt with wherever one is chosen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Target.Topic.class, name = "topic"),
  @JsonSubTypes.Type(value = Target.Origin.class, name = "origin"),
  @JsonSubTypes.Type(value = Target.Stage.class, name = "stage"),
  @JsonSubTypes.Type(value = Target.Lane.class, name = "lane"),
  @JsonSubTypes.Type(value = Target.Correction.class, name = "correction")
})
public sealed interface Target {

  <R> R match(Cases<R> cases);

  /** One topic of the same cluster. */
  record Topic(String name, Partitioning partitioning) implements Target {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.topic(this);
    }
  }

  /** For dead letters: the topic that each one's headers name, where every group reads it again. */
  record Origin() implements Target {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.origin(this);
    }
  }

  /**
   * For dead letters of the reference pipeline: the retry topic of the group that gave each up, so
   * that nobody else sees it again.
   */
  record Stage() implements Target {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stage(this);
    }
  }

  /**
   * A stage of the reference pipeline, through its retry topic: only that stage sees the copies,
   * its consumers of live topics do not, and what it did before it does not do again.
   *
   * @param group the stage's consumer group
   */
  record Lane(String group) implements Target {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.lane(this);
    }
  }

  /**
   * A stage of the reference pipeline that handles the events again, as it is now: through its
   * retry topic as a {@link Lane}, but what it did before it does under a higher revision. Its
   * outcomes so get new ids, and the stages behind it handle them too. Effects that exist stay as
   * they are.
   *
   * @param group the stage's consumer group
   * @param revision of the outcomes; from 1 to {@link #HIGHEST}
   */
  record Correction(String group, int revision) implements Target {

    /** What raw records of runs have room for. */
    public static final int HIGHEST = 65_535;

    public Correction {
      if (revision < 1 || revision > HIGHEST) {
        throw new IllegalArgumentException(
            "a correction's revision is from 1 to " + HIGHEST + ", not " + revision);
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.correction(this);
    }
  }

  /** Whether copies go to one stage, which knows itself what it has done. */
  default boolean goesToOneStage() {
    return this instanceof Lane || this instanceof Correction;
  }

  /** How copies are spread over the target's partitions. */
  enum Partitioning {
    /** As Kafka's default partitioner does: equal keys in one partition. */
    KEY,
    /** The number of the partition that the record came from. */
    SAME
  }

  /** One answer for each kind. */
  interface Cases<R> {
    R topic(Topic target);

    R origin(Origin target);

    R stage(Stage target);

    R lane(Lane target);

    R correction(Correction target);
  }
}
