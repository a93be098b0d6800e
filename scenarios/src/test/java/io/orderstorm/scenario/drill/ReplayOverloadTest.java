package io.orderstorm.scenario.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.result.ObjectiveResult;
import io.orderstorm.report.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayOverloadTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "succeeded, 2700, PASSED, 'succeeded, 2,700 copied'",
    "succeeded, 0, VOID, 'succeeded, 0 copied'",
    "failed, 3, VOID, 'failed, 3 copied'"
  })
  void onlyAReplayThatCopiedShowsWhatItDoesToLiveOrders(
      String outcome, long copied, Verdict verdict, String actual) throws IOException {
    ObjectiveResult check = check(outcome, copied);

    assertThat(check.verdict()).isEqualTo(verdict);
    assertThat(check.actual()).isEqualTo(actual);
  }

  @Test
  void aReplayThatNeverBeganShowsNothing() throws IOException {
    Evidence evidence = evidence("", "");

    assertThat(ReplayOverload.copied(evidence, OverloadTrial.FORCED).verdict())
        .isEqualTo(Verdict.VOID);
  }

  private ObjectiveResult check(String outcome, long copied) throws IOException {
    Evidence evidence =
        evidence(
            """
            {"timeNanos":1,"type":"drill-step","step":"bounded","detail":"","plan":"p1"}
            """,
            """
            {"plan":"p1","kind":"ended","details":{"outcome":"%s","copied":%d}}
            """
                .formatted(outcome, copied));
    return ReplayOverload.copied(evidence, OverloadTrial.BOUNDED);
  }

  private Evidence evidence(String events, String audit) throws IOException {
    RunFolder folder = RunFolder.create(temp.resolve("run"));
    Files.writeString(folder.events(), events);
    Files.createDirectories(folder.replays());
    Files.writeString(folder.replays().resolve("audit.jsonl"), audit);
    return new Evidence(folder, null);
  }
}
