package io.orderstorm.scenario.cli;

import io.orderstorm.scenario.engine.LinkHost;
import io.orderstorm.scenario.external.ReachOverToxiproxy;
import io.orderstorm.scenario.external.UserToxiproxy;
import io.orderstorm.scenario.file.AllowList;
import io.orderstorm.scenario.file.Reach;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where the links of a run are: in the run itself, or in a Toxiproxy that the user runs. */
final class LinkOptions {

  @Option(
      names = "--toxiproxy-url",
      paramLabel = "URL",
      converter = Url.class,
      description =
          "Make the links in this Toxiproxy on this host (http://HOST:PORT of its API) instead of in"
              + " the run itself. Proxies of others are not touched.")
  private @Nullable UserToxiproxy server;

  private @Nullable Borrowing borrowing;

  /** Refuses what is no URL as bad usage. */
  private static final class Url implements ITypeConverter<UserToxiproxy> {
    @Override
    public UserToxiproxy convert(String text) {
      try {
        return UserToxiproxy.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private record Borrowing(AllowList allowed, UserToxiproxy.Found found) {}

  boolean isElsewhere() {
    return server != null;
  }

  /** Faults on these links; the server is asked only if a fault makes it matter. */
  Reach reach(Reach others, Supplier<AllowList> allowed) {
    if (server == null) {
      return others;
    }
    UserToxiproxy asked = server;
    return new ReachOverToxiproxy(
        others,
        "the Toxiproxy on " + asked.url(),
        () -> borrowing(asked, allowed).found().talkative());
  }

  /**
   * Asks whether the links can be there; nothing is made.
   *
   * @param prefix of the names of the run's proxies
   */
  LinkHost visit(Supplier<AllowList> allowed, String prefix) {
    if (server == null) {
      return new LinkHost.Own();
    }
    Borrowing borrowed = borrowing(server, allowed);
    return new LinkHost.Borrowed(
        server.url(), borrowed.allowed().hosts(), prefix, borrowed.found().talkative());
  }

  private Borrowing borrowing(UserToxiproxy asked, Supplier<AllowList> allowed) {
    if (borrowing == null) {
      AllowList list = allowed.get();
      borrowing = new Borrowing(list, asked.inspect(list));
    }
    return borrowing;
  }

  /** The server's version, once it was asked. */
  Optional<String> version() {
    return Optional.ofNullable(borrowing).map(known -> known.found().version());
  }

  /** The option as it stands in a run's record. */
  String repeated() {
    return server == null ? "" : " --toxiproxy-url " + server.url();
  }
}
