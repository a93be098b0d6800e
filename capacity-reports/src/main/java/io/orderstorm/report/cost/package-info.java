/**
 * What a pipeline uses, for each 1,000 orders and for each owner of topics, and what that costs.
 * Quantities come first and need no prices; with a price list they become money.
 *
 * <p>Bytes are bytes on a broker's disk, compressed as the producer compressed them. Rates are
 * orders per second, amounts of money are in the price list's currency. Everything is pure; what
 * was not measured is null and said to be so.
 */
@NullMarked
package io.orderstorm.report.cost;

import org.jspecify.annotations.NullMarked;
