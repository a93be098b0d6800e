package io.orderstorm.report.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.RunResult;
import io.orderstorm.report.result.Verdict;
import io.orderstorm.report.synthetic.Checked;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeRunTest {

  @TempDir Path temp;

  @Test
  void theRunThatIsMeasuredIsAWholeAndCleanOne() {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    LargeRun run = new LargeRun(folder, 3000, 500, 12);
    run.write();

    RunResult result = Checked.analyse(folder, LedgerBench.expectations(run.load()));

    assertThat(result.reasons()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.orders().fulfilled()).isEqualTo(3000);
    assertThat(result.anomalies()).isEmpty();
  }
}
