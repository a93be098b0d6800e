/**
 * The pipeline's own alerts: when one is raised and when it is cleared, from one look at the
 * pipeline to the next; and the same rules as Prometheus takes them.
 *
 * <p>The evaluation is pure: it is given what was seen and when, and asks no clock. Error budgets
 * burn as Google's Site Reliability Workbook says (chapter "Alerting on SLOs"). For one thread.
 */
@NullMarked
package io.orderstorm.scenario.alert;

import org.jspecify.annotations.NullMarked;
