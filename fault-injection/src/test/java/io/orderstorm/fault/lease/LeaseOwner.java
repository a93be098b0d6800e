package io.orderstorm.fault.lease;

import io.orderstorm.fault.LinkToxic;
import io.orderstorm.fault.Toxic;
import io.orderstorm.fault.ToxicStream;
import io.orderstorm.fault.remote.ToxiproxyApi;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A harness that injects two faults and then does nothing until it is killed: a toxic on {@code
 * way}, and a frozen process. Arguments: folder, Toxiproxy's URL, the process's id.
 */
final class LeaseOwner {

  static final Duration LEASE = Duration.ofSeconds(2);

  private LeaseOwner() {}

  public static void main(String[] arguments) throws Exception {
    var url = URI.create(arguments[1]);
    var victim = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
    try (var book = LeaseBook.open(Path.of(arguments[0]), LEASE)) {
      book.hold(new Reversal.RemoveToxics(url, "way", List.of("late")));
      new ToxiproxyApi(url, LEASE)
          .addToxic(
              "way",
              "late",
              LinkToxic.of(
                  new Toxic.Latency(Duration.ofSeconds(1), Duration.ZERO), ToxicStream.UPSTREAM),
              ToxicStream.UPSTREAM);
      book.hold(new Reversal.ContinueProcess(ProcessMark.of(victim).orElseThrow()));
      new ProcessBuilder("/bin/sh", "-c", "kill -STOP " + victim.pid()).start().waitFor();
      System.out.println("standing " + book.watchdog().pid());
      Thread.sleep(600_000);
    }
  }
}
