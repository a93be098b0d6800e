package io.orderstorm.simulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class SqlFailuresTest {

  @Test
  void aDatabaseThatShutsDownOrIsAwayMayComeBack() {
    assertThat(SqlFailures.asUnchecked(new SQLException("terminating", "57P01")))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(SqlFailures.asUnchecked(new SQLException("broken pipe", "08006")))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(SqlFailures.asUnchecked(new SQLTransientConnectionException("no connection")))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aMissingTableDoesNotComeBack() {
    assertThat(SqlFailures.asUnchecked(new SQLException("no table", "42P01")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the store says 42P01: no table");
  }
}
