package io.orderstorm.report.analysis;

import java.util.ArrayList;
import java.util.List;

/** A number for each topic, in the order in which they were first named. */
final class TopicNumbers {

  private final List<String> names = new ArrayList<>();

  int number(String name) {
    int number = names.indexOf(name);
    if (number < 0) {
      names.add(name);
      number = names.size() - 1;
    }
    return number;
  }

  /** The numbers of the topics of a file's table. */
  int[] of(List<String> table) {
    return table.stream().mapToInt(this::number).toArray();
  }
}
