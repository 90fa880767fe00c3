package dev.moat.localazure.servicebus.amqp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.reactor.Reactor;
import org.apache.qpid.proton.reactor.Task;

/**
 * The receivers that asked for the next session when none had messages, first come first served.
 * Their attach stays unanswered until a session has messages, or until the time that the client
 * gave is over; that time is the network's, so it is not the broker's clock that measures it.
 */
final class SessionWaiters {
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  /**
   * Makes a link wait.
   *
   * @param tryAttach attaches the link if there is a session for it now, and says whether it did
   */
  void add(Link link, int timeoutMillis, Reactor reactor, BooleanSupplier tryAttach) {
    Waiter waiter = new Waiter(link, timeoutMillis, reactor, tryAttach);
    waiters.add(waiter);
    link.setContext(waiter);
  }

  /** Attaches every waiting link for which there is a session now. */
  void serveAll() {
    List.copyOf(waiters).forEach(Waiter::serve);
  }

  private final class Waiter implements LinkHandler {
    private final Link link;
    private final BooleanSupplier tryAttach;
    private final Task timeout;

    Waiter(Link link, int timeoutMillis, Reactor reactor, BooleanSupplier tryAttach) {
      this.link = link;
      this.tryAttach = tryAttach;
      this.timeout =
          reactor.schedule(
              timeoutMillis,
              new BaseHandler() {
                @Override
                public void onTimerTask(Event event) {
                  giveUp();
                }
              });
    }

    void serve() {
      if (tryAttach.getAsBoolean()) {
        end();
      }
    }

    private void giveUp() {
      end();
      link.setContext(null);
      Attaching.refuse(
          link,
          new ErrorCondition(
              Names.TIMEOUT, "No session had messages while the receiver waited for one."));
    }

    private void end() {
      timeout.cancel();
      waiters.remove(this);
    }

    @Override
    public void onClosed(boolean byClient) {
      end();
    }
  }
}
