package io.orderstorm.scenario.drive;

import com.typesafe.scalalogging.Logger;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Some;
import scala.collection.immutable.List;
import scala.collection.immutable.Nil$;

/**
 * The action of the ticking user: it stays in this action, one tick a millisecond, until the load
 * is over and answered.
 */
final class SendDueOrders implements ActionBuilder {

  /** The name under which Gatling's report shows the orders. */
  static final String REQUEST = "order";

  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return (ScenarioContext context, Action next) -> {
      OrderProtocol.Components components =
          context.protocolComponentsRegistry().components(OrderProtocol.KEY);
      return new Ticking(components.orders(), context.coreComponents().statsEngine(), next);
    };
  }

  private static final class Ticking implements Action {

    private final TickingOrders orders;
    private final StatsEngine stats;
    private final Action next;
    private final Logger logger = Logger.apply(LoggerFactory.getLogger(SendDueOrders.class));

    private Ticking(TickingOrders orders, StatsEngine stats, Action next) {
      this.orders = orders;
      this.stats = stats;
      this.next = next;
    }

    @Override
    public String name() {
      return REQUEST;
    }

    /**
     * Scala compiles {@code !} to this; the session's event loop is the only thread that may run an
     * action.
     */
    @Override
    public void $bang(Session session) {
      if (session.eventLoop().inEventLoop()) {
        execute(session);
      } else {
        session.eventLoop().execute(() -> execute(session));
      }
    }

    @Override
    public void execute(Session session) {
      Option<BlockExit> exit = BlockExit.mustExit(session);
      if (exit.isDefined()) {
        exit.get().exitBlock(stats, System.currentTimeMillis());
        return;
      }
      orders.prepare(new Responses(session.scenario(), stats));
      tick(session);
    }

    private void tick(Session session) {
      boolean more;
      try {
        more = orders.tick();
      } catch (RuntimeException e) {
        logger.underlying().error("the load can't go on", e);
        stats.logRequestCrash(
            session.scenario(), session.groups(), REQUEST, String.valueOf(e.getMessage()));
        next.$bang(session.markAsFailed());
        return;
      }
      if (more) {
        var unused = session.eventLoop().schedule(() -> tick(session), 1, TimeUnit.MILLISECONDS);
      } else {
        next.$bang(session);
      }
    }

    @Override
    public Logger logger() {
      return logger;
    }

    /** Scala's trait sets its field through this; ours is final and set already. */
    @Override
    public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger ignored) {
      // nothing to set
    }
  }

  private record Responses(String scenario, StatsEngine stats)
      implements TickingOrders.ResponseLog {

    @Override
    public void log(long intendedMillis, long completedMillis, String error) {
      stats.logResponse(
          scenario,
          noGroups(),
          REQUEST,
          intendedMillis,
          completedMillis,
          error.isEmpty() ? OK$.MODULE$ : KO$.MODULE$,
          Option.empty(),
          error.isEmpty() ? Option.empty() : new Some<>(error));
    }

    @SuppressWarnings("unchecked") // Nil is a List of anything
    private static List<String> noGroups() {
      return (List<String>) (List<?>) Nil$.MODULE$;
    }
  }
}
