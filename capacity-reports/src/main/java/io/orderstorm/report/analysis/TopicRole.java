package io.orderstorm.report.analysis;

/**
 * What a topic is for, as its name says: {@code <topic>}, {@code <topic>.<group>.retry} or {@code
 * <topic>.<group>.dlq}.
 *
 * @param base the topic that retry and dead letters come from; the topic itself if it is neither
 * @param group empty if it is neither
 */
record TopicRole(String name, String base, String group, Kind kind) {

  enum Kind {
    MAIN,
    RETRY,
    DEAD_LETTERS
  }

  static TopicRole of(String name) {
    if (name.endsWith(".retry")) {
      return carried(name, ".retry", Kind.RETRY);
    }
    return name.endsWith(".dlq")
        ? carried(name, ".dlq", Kind.DEAD_LETTERS)
        : new TopicRole(name, name, "", Kind.MAIN);
  }

  private static TopicRole carried(String name, String suffix, Kind kind) {
    String stem = name.substring(0, name.length() - suffix.length());
    int dot = stem.lastIndexOf('.');
    return dot < 0
        ? new TopicRole(name, name, "", Kind.MAIN)
        : new TopicRole(name, stem.substring(0, dot), stem.substring(dot + 1), kind);
  }
}
