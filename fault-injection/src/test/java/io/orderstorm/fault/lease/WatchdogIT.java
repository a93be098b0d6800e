package io.orderstorm.fault.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderstorm.fault.toxiproxy.ToxiproxyStandalone;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Four processes: a Toxiproxy, a victim, an owner that is killed, and the owner's watchdog. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class WatchdogIT {

  /** A busy machine may be late; the lease itself is two seconds. */
  private static final Duration ONE_LEASE_AND_SLACK = LeaseOwner.LEASE.plusSeconds(10);

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();
  private URI toxiproxy;
  private Process victim;

  @BeforeEach
  void startVictims() throws Exception {
    var server = java(ToxiproxyStandalone.class, "127.0.0.1", "0");
    var greeting = firstLine(server);
    toxiproxy = URI.create(greeting.split(" ")[3]);
    post("/proxies", "{\"name\":\"way\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:9\"}");
    victim = started(new ProcessBuilder("sleep", "600"));
  }

  @AfterEach
  void endAll() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process started(ProcessBuilder builder) throws IOException {
    var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    processes.add(process);
    return process;
  }

  private Process java(Class<?> main, String... arguments) throws IOException {
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(classPath.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return started(new ProcessBuilder(command));
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  private String post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(toxiproxy.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String toxics() throws Exception {
    return send(HttpRequest.newBuilder(toxiproxy.resolve("/proxies/way/toxics")));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private char victimsState() throws IOException {
    var stat = Files.readString(Path.of("/proc/" + victim.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  /** Starts an owner and waits until its two faults stand; gives its watchdog. */
  private ProcessHandle standing(Process owner) throws Exception {
    var line = firstLine(owner);
    assertThat(line).startsWith("standing ");
    assertThat(toxics()).contains("\"late\"");
    await().until(() -> victimsState() == 'T');
    return ProcessHandle.of(Long.parseLong(line.split(" ")[1])).orElseThrow();
  }

  private Process owner() throws IOException {
    return java(
        LeaseOwner.class, folder.toString(), toxiproxy.toString(), Long.toString(victim.pid()));
  }

  private void assertAllRevertedWithinALease(ProcessHandle watchdog) {
    await()
        .atMost(ONE_LEASE_AND_SLACK)
        .untilAsserted(
            () -> {
              assertThat(toxics()).isEqualTo("[]");
              assertThat(victimsState()).isIn('S', 'R');
            });
    // a frozen owner does not reap it
    await().atMost(Duration.ofSeconds(20)).until(() -> ProcessMark.of(watchdog).isEmpty());
    assertThat(folder).isEmptyDirectory();
  }

  private static void signal(String signal, long pid) throws Exception {
    new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
  }

  @Test
  void aKilledOwnersFaultsAreRevertedWithinOneLease() throws Exception {
    var owner = owner();
    var watchdog = standing(owner);

    signal("KILL", owner.pid());

    assertAllRevertedWithinALease(watchdog);
  }

  @Test
  void anOwnerThatHangsLosesItsLease() throws Exception {
    var owner = owner();
    var watchdog = standing(owner);

    signal("STOP", owner.pid());

    assertAllRevertedWithinALease(watchdog);
  }

  @Test
  void aWatchdogIgnoresWhatATerminalTellsItsProcessGroup() throws Exception {
    var owner = owner();
    var watchdog = standing(owner);
    signal("INT", watchdog.pid());
    signal("HUP", watchdog.pid());

    signal("KILL", owner.pid());

    assertAllRevertedWithinALease(watchdog);
  }

  @Test
  void whatEvenTheWatchdogLeftIsSweptAtTheNextStart() throws Exception {
    var owner = owner();
    var watchdog = standing(owner);
    signal("KILL", watchdog.pid());
    signal("KILL", owner.pid());
    await().until(() -> !watchdog.isAlive() && !owner.isAlive());
    assertThat(toxics()).contains("\"late\"");

    var swept = LeaseSweep.sweep(folder);

    assertThat(swept.failed()).isEmpty();
    assertThat(swept.reverted())
        .containsExactlyInAnyOrder(
            "toxics late removed from way on " + toxiproxy,
            "process " + victim.pid() + " continued");
    assertThat(toxics()).isEqualTo("[]");
    assertThat(victimsState()).isIn('S', 'R');
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theLeaseOfALivingOwnerIsNotSwept() throws Exception {
    var owner = owner();
    standing(owner);

    assertThat(LeaseSweep.sweep(folder)).isEqualTo(LeaseSweep.Swept.NOTHING);

    assertThat(toxics()).contains("\"late\"");
    signal("KILL", owner.pid());
    await().atMost(Duration.ofSeconds(30)).until(() -> toxics().equals("[]"));
  }
}
