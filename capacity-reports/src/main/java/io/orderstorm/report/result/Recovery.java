package io.orderstorm.report.result;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stage came through a fault; the row of {@link #NO_FAULT} holds losses that no fault
 * explains.
 *
 * @param rtoSeconds null if the stage did not recover, or where recovery is not asked
 * @param rtoAtLeastSeconds how long it had been away when the run ended, null if it recovered
 * @param rpoSeconds span of the intended times of the lost orders
 * @param rpoMoney what the lost orders were worth, by currency
 * @param note why the verdict is what it is, empty where the figures say it
 */
public record Recovery(
    String stage,
    String fault,
    @Nullable Double rtoSeconds,
    @Nullable Double rtoAtLeastSeconds,
    @Nullable Double rtoTargetSeconds,
    @Nullable Double detectSeconds,
    @Nullable Double mitigateSeconds,
    @Nullable Double drainSeconds,
    long rpoOrders,
    double rpoSeconds,
    Map<String, BigDecimal> rpoMoney,
    @Nullable Long rpoTargetOrders,
    Policy verdict,
    String note) {

  /** The fault of losses that no fault explains. */
  public static final String NO_FAULT = "none";

  /** How the policy was kept. */
  public enum Policy {
    MET("PolicyMet"),
    BREACHED("PolicyBreached"),
    /** Nobody said what is good enough. */
    MISSING("MissingPolicy"),
    /** The fault interrupts nothing. */
    NOT_APPLICABLE("NotApplicable"),
    /** The fault never came or never ended, or the load ended before recovery could be judged. */
    VOID("Void");

    private final String spelling;

    Policy(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  public Recovery {
    rpoMoney = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rpoMoney));
  }
}
