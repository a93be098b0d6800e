package io.orderstorm.fault.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HostProcessIT {

  private Process process;

  private HostProcess started(String command) throws IOException {
    process = new ProcessBuilder("/bin/sh", "-c", command).start();
    return new HostProcess("victim", process.toHandle(), Duration.ofMillis(500));
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void aKilledProcessIsGone() throws Exception {
    var effect = started("exec sleep 600").kill();

    assertThat(effect.effective()).isTrue();
    assertThat(effect.evidence()).startsWith("victim (pid " + process.pid() + ") no longer alive");
    assertThat(process.waitFor()).isEqualTo(137);
  }

  @Test
  void aProcessThatIgnoresTheRequestToStopIsReportedAlive() throws Exception {
    var victim = started("trap '' TERM; echo ready; while true; do sleep 0.05; done");
    assertThat(process.getInputStream().read()).isEqualTo('r');

    var effect = victim.stop();

    assertThat(effect.effective()).isFalse();
    assertThat(effect.evidence()).contains("still alive");
  }

  @Test
  void aPausedProcessIsFrozenUntilItIsResumed() throws Exception {
    var victim = started("exec sleep 600");

    assertThat(victim.pause().effective()).isTrue();
    assertThat(victim.resume().effective()).isTrue();
    assertThat(victim.resume().effective()).isTrue();
  }

  @Test
  void aDeadProcessCannotBeFrozen() throws Exception {
    var victim = started("exec sleep 600");
    victim.kill();
    process.waitFor();

    assertThat(org.assertj.core.api.Assertions.catchThrowable(victim::pause))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("SIGSTOP could not be sent to victim");
  }
}
