package io.orderstorm.scenario.model;

/**
 * What the orders look like. Ratios are 0 to 1.
 *
 * @param zipfExponent the skew of SKU popularity; 0 is uniform
 * @param followUps the share of orders that are amended or cancelled later
 * @param outOfStock the share whose stock is rejected
 * @param declined the share whose payment is declined
 */
public record Orders(
    int skus,
    double zipfExponent,
    int minLines,
    int maxLines,
    int customers,
    double followUps,
    double outOfStock,
    double declined) {}
