package io.orderstorm.report.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What things cost. A price that is null is not known, and what it would be for is left out of
 * every sum.
 *
 * @param currency its three-letter code
 * @param byteMonth a byte of one copy, kept for a month of 730 hours
 * @param partitionHour a partition, with all its copies
 * @param consumerHour a consumer
 * @param call a call of a downstream service, by the service's name
 */
public record PriceList(
    String currency,
    @Nullable Double byteMonth,
    @Nullable Double partitionHour,
    @Nullable Double consumerHour,
    Map<String, Double> call) {

  public PriceList {
    call = new LinkedHashMap<>(call);
  }
}
