package io.orderstorm.fault.lease;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderstorm.fault.remote.ToxiproxyApi;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a standing fault is undone by somebody who knows nothing but this. Harmless if there is
 * nothing left to undo.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "undo")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reversal.RemoveToxics.class, name = "remove-toxics"),
  @JsonSubTypes.Type(value = Reversal.EnableProxy.class, name = "enable-proxy"),
  @JsonSubTypes.Type(value = Reversal.DeleteProxy.class, name = "delete-proxy"),
  @JsonSubTypes.Type(value = Reversal.ContinueProcess.class, name = "continue-process")
})
public sealed interface Reversal {

  /**
   * Undoes the fault.
   *
   * @throws IOException if it may still stand
   */
  void perform() throws IOException, InterruptedException;

  /** {@code toxics late_upstream removed from payment->broker-1 on http://127.0.0.1:8474}. */
  String describe();

  /**
   * What is not there is as good as undone. So is a server that refuses connections: Toxiproxy
   * keeps its toxics in memory, so they died with it.
   */
  private static void undo(URI toxiproxy, Undo undo) throws IOException {
    try {
      undo.on(new ToxiproxyApi(toxiproxy, LIMIT));
    } catch (ConnectException e) {
      // nobody listens there any more
    } catch (ToxiproxyApi.Refused e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  /** One request. */
  @FunctionalInterface
  interface Undo {
    void on(ToxiproxyApi api) throws IOException;
  }

  /** Of a request. */
  Duration LIMIT = Duration.ofSeconds(2);

  /** Toxics of one proxy. */
  record RemoveToxics(URI toxiproxy, String proxy, List<String> toxics) implements Reversal {
    public RemoveToxics {
      toxics = List.copyOf(toxics);
    }

    @Override
    public void perform() throws IOException, InterruptedException {
      for (var toxic : toxics) {
        undo(toxiproxy, api -> api.removeToxic(proxy, toxic));
      }
    }

    @Override
    public String describe() {
      return "toxics " + String.join(", ", toxics) + " removed from " + proxy + " on " + toxiproxy;
    }
  }

  /** A proxy that was switched off. */
  record EnableProxy(URI toxiproxy, String proxy) implements Reversal {
    @Override
    public void perform() throws IOException, InterruptedException {
      undo(toxiproxy, api -> api.enable(proxy, true));
    }

    @Override
    public String describe() {
      return "proxy " + proxy + " switched on again on " + toxiproxy;
    }
  }

  /** A proxy that the harness made on a server of somebody else's. */
  record DeleteProxy(URI toxiproxy, String proxy) implements Reversal {
    @Override
    public void perform() throws IOException, InterruptedException {
      undo(toxiproxy, api -> api.deleteProxy(proxy));
    }

    @Override
    public String describe() {
      return "proxy " + proxy + " deleted on " + toxiproxy;
    }
  }

  /** A process that was frozen; one that has ended since then is left alone. */
  record ContinueProcess(ProcessMark process) implements Reversal {
    private static final int PATIENCE_SECONDS = 2;

    @Override
    public void perform() throws IOException, InterruptedException {
      if (!process.stillRuns()) {
        return;
      }
      var shell =
          new ProcessBuilder("/bin/sh", "-c", "kill -CONT " + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      var done = shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && shell.exitValue() == 0;
      if (!done && process.stillRuns()) {
        shell.destroyForcibly();
        throw new IOException("SIGCONT could not be sent to process " + process.pid());
      }
    }

    @Override
    public String describe() {
      return "process " + process.pid() + " continued";
    }
  }
}
