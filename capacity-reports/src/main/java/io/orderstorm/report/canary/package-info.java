/**
 * Whether the next version of a stage's handler is as good as the stable one, told from which
 * version handled which event at the same time. The live run decides with it on every step of a
 * rollout, and the analysis once more from the records.
 *
 * <p>All three rules compare shares. A failed event is one that its first handling gave up or put
 * off. Outcomes are shares of each kind among the events that did not fail. Latency is the share of
 * the candidate's events that took longer than the stable version's p95 times the factor, which may
 * be 5 %. A difference speaks against the candidate when it is beyond the rule's bound and chance
 * alone would make one as large only rarely: Fisher's exact test for two shares, the binomial
 * distribution's tail for latency. Looks before a step's end ask for stronger evidence, since there
 * are many.
 *
 * <p>Pure: time comes with the records and the looks. Times are run nanos.
 */
@NullMarked
package io.orderstorm.report.canary;

import org.jspecify.annotations.NullMarked;
