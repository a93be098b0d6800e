package io.orderstorm.simulator.store;

import io.orderstorm.simulator.topic.StageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one stage consumer wants to be remembered, all of it or nothing. */
public final class StoreBatch {
  final StageName stage;
  final List<Handled> handled = new ArrayList<>();
  final Map<Position, GivenUp> givenUp = new LinkedHashMap<>();
  final List<Parked> parked = new ArrayList<>();
  final List<Position> unparked = new ArrayList<>();
  final List<Position> concluded = new ArrayList<>();
  final List<Superseded> superseded = new ArrayList<>();

  public StoreBatch(StageName stage) {
    this.stage = stage;
  }

  /** An event was handled. Told twice, the first telling stands. */
  public StoreBatch handled(Handled event) {
    handled.add(event);
    return this;
  }

  /** An event was skipped. Told twice, it counts once. */
  public StoreBatch superseded(Superseded event) {
    superseded.add(event);
    return this;
  }

  /** An event was given up. */
  public StoreBatch givenUp(Position position, GivenUp why) {
    givenUp.put(position, why);
    return this;
  }

  /** An event waits in the retry topic; told again, with more attempts used up. */
  public StoreBatch parked(Parked event) {
    parked.add(event);
    return this;
  }

  /** An event no longer waits. */
  public StoreBatch unparked(Position position) {
    unparked.add(position);
    return this;
  }

  /** An event of which the store knows that it was begun is concluded. */
  public StoreBatch concluded(Position delivered) {
    concluded.add(delivered);
    return this;
  }

  public boolean isEmpty() {
    return handled.isEmpty() && onlyHandled();
  }

  /** Whether one statement can hold it all. */
  boolean onlyHandled() {
    return givenUp.isEmpty()
        && parked.isEmpty()
        && unparked.isEmpty()
        && concluded.isEmpty()
        && superseded.isEmpty();
  }
}
