package io.orderstorm.report.folder;

import java.util.List;

/**
 * What a comparison of the raw records with SHA256SUMS showed; paths are relative to the folder.
 *
 * @param sealed whether there are sums at all
 * @param altered files whose content is not what it was when the run ended
 * @param missing files that the sums name and that are gone
 * @param added raw records that the sums do not name
 */
public record SumCheck(
    boolean sealed, List<String> altered, List<String> missing, List<String> added) {

  public SumCheck {
    altered = List.copyOf(altered);
    missing = List.copyOf(missing);
    added = List.copyOf(added);
  }

  public boolean intact() {
    return sealed && altered.isEmpty() && missing.isEmpty() && added.isEmpty();
  }
}
