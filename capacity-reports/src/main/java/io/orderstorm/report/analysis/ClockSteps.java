package io.orderstorm.report.analysis;

/**
 * Steps of the brokers' wall clock, seen in the least time from append to receive of each 5 s. A
 * late observer has some records that it saw at once; a clock that was set back makes all of them
 * look late, from then on.
 */
final class ClockSteps {

  private ClockSteps() {}

  /**
   * The largest rise of the least delay that lasted to the end of the run, at least 0: the most by
   * which every later value lies above every earlier one.
   */
  static long largest(long[] least) {
    long[] restLeast = least.clone();
    for (int i = least.length - 2; i >= 0; i--) {
      restLeast[i] = Math.min(restLeast[i], restLeast[i + 1]);
    }
    long most = 0;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i + 1 < least.length; i++) {
      highest = Math.max(highest, least[i]);
      most = Math.max(most, restLeast[i + 1] - highest);
    }
    return most;
  }
}
