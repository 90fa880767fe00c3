package dev.moat.localazure.servicebus.amqp;

import java.util.EnumSet;
import java.util.function.Predicate;
import org.apache.qpid.proton.engine.BaseHandler;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;

/** Opens and closes what clients open and close, and passes deliveries to their links. */
final class ConnectionHandler extends BaseHandler {
  private static final EnumSet<EndpointState> ANY = EnumSet.allOf(EndpointState.class);

  /** A client that dies without a word is noticed after this; it is told half of it. */
  private static final int IDLE_TIMEOUT_MILLIS = 480_000;

  private final Attaching attaching;
  private int open;

  ConnectionHandler(Attaching attaching) {
    this.attaching = attaching;
  }

  /** How many connections are open; to be asked on the reactor's thread. */
  int open() {
    return open;
  }

  @Override
  public void onConnectionBound(Event event) {
    open++;
    Transport transport = event.getConnection().getTransport();
    transport.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
    transport.sasl().setMechanisms("ANONYMOUS", "MSSBCBS");
    event.getConnection().setContext(new ReplyLinks());
  }

  @Override
  public void onConnectionRemoteOpen(Event event) {
    Connection connection = event.getConnection();
    connection.setContainer("local-service-bus");
    connection.open();
  }

  @Override
  public void onSessionRemoteOpen(Event event) {
    event.getSession().open();
  }

  @Override
  public void onLinkRemoteOpen(Event event) {
    ReplyLinks replyLinks = (ReplyLinks) event.getConnection().getContext();
    attaching.attach(event.getLink(), replyLinks, event.getReactor());
  }

  @Override
  public void onDelivery(Event event) {
    if (event.getLink().getContext() instanceof LinkHandler handler) {
      handler.onDelivery(event.getDelivery());
    }
  }

  @Override
  public void onLinkRemoteClose(Event event) {
    Link link = event.getLink();
    closed(link, true);
    link.close();
    link.free();
  }

  @Override
  public void onLinkRemoteDetach(Event event) {
    Link link = event.getLink();
    closed(link, true);
    link.detach();
    link.free();
  }

  @Override
  public void onSessionRemoteClose(Event event) {
    Session session = event.getSession();
    allClosed(event.getConnection(), link -> link.getSession() == session, true);
    session.close();
    session.free();
  }

  @Override
  public void onConnectionRemoteClose(Event event) {
    allClosed(event.getConnection(), link -> true, true);
    event.getConnection().close();
  }

  /** The socket is closed, whether or not the client said goodbye. */
  @Override
  public void onConnectionUnbound(Event event) {
    open--;
    allClosed(event.getConnection(), link -> true, false);
    event.getConnection().free();
  }

  private static void allClosed(Connection connection, Predicate<Link> which, boolean byClient) {
    for (Link link = connection.linkHead(ANY, ANY); link != null; link = link.next(ANY, ANY)) {
      if (which.test(link)) {
        closed(link, byClient);
      }
    }
  }

  private static void closed(Link link, boolean byClient) {
    if (link.getContext() instanceof LinkHandler handler) {
      link.setContext(null);
      handler.onClosed(byClient);
    }
  }
}
