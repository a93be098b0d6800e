/**
 * Reading record files without an object per record.
 *
 * <p>Idea: a {@link io.orderstorm.report.scan.RecordScan} stands on one record after the other, and
 * there is a view for each kind that reads single fields at their places in the layout, which stays
 * in {@link io.orderstorm.report.record.RecordKind}. Large runs have some thirty records an order;
 * most questions need a few fields of each.
 *
 * <p>Units: as in the record files. Threads: a scan belongs to one thread; several may read one
 * file.
 */
@NullMarked
package io.orderstorm.report.scan;

import org.jspecify.annotations.NullMarked;
