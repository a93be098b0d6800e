package io.orderstorm.report.recount;

/**
 * A figure of {@code result.json} that the second pass does not confirm.
 *
 * @param figure its path, for example {@code orders.lost}
 * @param stored as {@code result.json} has it
 * @param recounted as the second pass has it
 */
public record Difference(String figure, String stored, String recounted) {

  @Override
  public String toString() {
    return figure + ": result.json says " + stored + ", counted again it is " + recounted;
  }
}
