package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.MessageSource;
import dev.moat.localazure.servicebus.broker.Namespace;
import dev.moat.localazure.servicebus.broker.Queue;
import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import dev.moat.localazure.servicebus.broker.SessionLock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.reactor.Reactor;
import org.jspecify.annotations.Nullable;

/** Decides what an attached link is for, by its address, and answers or refuses the attach. */
final class Attaching {
  /** How long a receiver waits for a session when it does not say: the SDK's own default. */
  private static final int DEFAULT_TIMEOUT_MILLIS = 60_000;

  private static final long DOT_NET_EPOCH_TICKS = 621_355_968_000_000_000L;
  private static final long TICKS_PER_MILLI = 10_000;

  private final Namespace namespace;
  private final int maxMessageBytes;
  private final Deliveries deliveries;
  private final SessionWaiters sessionWaiters;
  private final MessageCodec codec = new MessageCodec();

  Attaching(
      Namespace namespace,
      int maxMessageBytes,
      Deliveries deliveries,
      SessionWaiters sessionWaiters) {
    this.namespace = namespace;
    this.maxMessageBytes = maxMessageBytes;
    this.deliveries = deliveries;
    this.sessionWaiters = sessionWaiters;
  }

  void attach(Link link, ReplyLinks replyLinks, Reactor reactor) {
    try {
      if (link instanceof Receiver receiver) {
        attachIncoming(receiver, replyLinks);
      } else {
        attachOutgoing((Sender) link, replyLinks, reactor);
      }
    } catch (RefusedException e) {
      refuse(link, Errors.of(e));
    }
  }

  private void attachIncoming(Receiver link, ReplyLinks replyLinks) {
    String address = targetAddress(link);
    Optional<RequestNode> node = requestNode(address);
    if (node.isPresent()) {
      open(link, new RequestLink(link, address, node.get(), replyLinks, codec));
    } else {
      Queue queue = namespace.queue(address);
      queue.requireMayBeSentTo();
      // Without a size the Java client works out a limit of 0 and sends nothing.
      link.setMaxMessageSize(UnsignedLong.valueOf(maxMessageBytes));
      open(link, new SendingLink(link, queue, codec, maxMessageBytes));
    }
    Transfers.topUpCredit(link);
  }

  private void attachOutgoing(Sender link, ReplyLinks replyLinks, Reactor reactor) {
    Source source = source(link);
    String address = source.getAddress();
    if (requestNode(address).isPresent()) {
      open(link, replyLinks.add(address, replyAddress(link), link));
    } else if (hasSessionFilter(source)) {
      attachToSession(link, source, reactor);
    } else {
      Queue queue = namespace.queue(address);
      queue.requireMayBeReceivedWithoutSession();
      startReceiving(link, queue, queue);
    }
  }

  private Optional<RequestNode> requestNode(String address) {
    String lowerCase = address.toLowerCase(Locale.ROOT);
    if (lowerCase.equals(Names.CBS)) {
      return Optional.of(new ClaimsBasedSecurity());
    }
    if (lowerCase.endsWith(Names.MANAGEMENT_SUFFIX)) {
      String entity = address.substring(0, address.length() - Names.MANAGEMENT_SUFFIX.length());
      return Optional.of(new Management(namespace.queue(entity), codec));
    }
    return Optional.empty();
  }

  private static String targetAddress(Receiver link) {
    if (link.getRemoteTarget() instanceof Target target && target.getAddress() != null) {
      return target.getAddress();
    }
    throw new RefusedException(
        Refusal.NOT_IMPLEMENTED,
        "A sender needs a target with an address; transactions are not supported here.");
  }

  private static Source source(Sender link) {
    if (link.getRemoteSource() instanceof Source source && source.getAddress() != null) {
      return source;
    }
    throw new RefusedException(Refusal.MALFORMED, "A receiver needs a source with an address.");
  }

  private static @Nullable String replyAddress(Sender link) {
    return link.getRemoteTarget() == null ? null : link.getRemoteTarget().getAddress();
  }

  private static boolean hasSessionFilter(Source source) {
    return source.getFilter() != null && source.getFilter().containsKey(Names.SESSION_FILTER);
  }

  private void attachToSession(Sender link, Source source, Reactor reactor) {
    Queue queue = namespace.queue(source.getAddress());
    String sessionId = sessionId(source);
    if (sessionId != null) {
      startReceiving(link, queue, queue.sessions().accept(sessionId, () -> sessionLost(link)));
    } else if (!attachToNextSession(link, queue)) {
      sessionWaiters.add(
          link, timeoutMillis(link), reactor, () -> attachToNextSession(link, queue));
    }
  }

  private boolean attachToNextSession(Sender link, Queue queue) {
    Optional<SessionLock> session = queue.sessions().acceptNext(() -> sessionLost(link));
    session.ifPresent(lock -> startReceiving(link, queue, lock));
    return session.isPresent();
  }

  /** The filter's value; other SDKs than Java's wrap it in a described type. */
  private static @Nullable String sessionId(Source source) {
    Object value = source.getFilter().get(Names.SESSION_FILTER);
    Object id = value instanceof DescribedType described ? described.getDescribed() : value;
    if (id == null || id instanceof String) {
      return (String) id;
    }
    throw new RefusedException(Refusal.MALFORMED, "A session filter is a text or null.");
  }

  private static int timeoutMillis(Link link) {
    Map<Symbol, Object> properties = link.getRemoteProperties();
    return properties != null && properties.get(Names.TIMEOUT) instanceof UnsignedInteger millis
        ? (int) Math.min(millis.longValue(), Integer.MAX_VALUE)
        : DEFAULT_TIMEOUT_MILLIS;
  }

  private void startReceiving(Sender link, Queue queue, MessageSource source) {
    ReceivingLink receivingLink = new ReceivingLink(link, queue, source, codec, deliveries);
    if (source instanceof SessionLock session) {
      openForSession(link, session, receivingLink);
    } else {
      open(link, receivingLink);
    }
    deliveries.add(receivingLink);
  }

  private static void openForSession(Sender link, SessionLock session, LinkHandler handler) {
    Source source = (Source) link.getRemoteSource().copy();
    Map<Symbol, Object> filter = new LinkedHashMap<>();
    filter.put(Names.SESSION_FILTER, session.sessionId());
    source.setFilter(filter);
    link.setProperties(Map.of(Names.LOCKED_UNTIL_UTC, ticks(session)));
    open(link, source, handler);
  }

  private static long ticks(SessionLock session) {
    return DOT_NET_EPOCH_TICKS + session.lockedUntil().toEpochMilli() * TICKS_PER_MILLI;
  }

  private static void open(Link link, LinkHandler handler) {
    open(link, link.getRemoteSource(), handler);
  }

  private static void open(
      Link link, org.apache.qpid.proton.amqp.transport.Source source, LinkHandler handler) {
    link.setSource(source);
    link.setTarget(link.getRemoteTarget());
    link.setSenderSettleMode(link.getRemoteSenderSettleMode());
    link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
    link.setContext(handler);
    link.open();
  }

  /** Refuses an attach as AMQP asks: an answer without source or target, then a detach. */
  static void refuse(Link link, ErrorCondition error) {
    link.open();
    link.setCondition(error);
    link.close();
  }

  /**
   * Tells the client. The link keeps its handler until the client has closed it too, for outcomes
   * that are under way want an answer.
   */
  private static void sessionLost(Sender link) {
    link.setCondition(
        Errors.of(
            new RefusedException(
                Refusal.SESSION_LOCK_LOST,
                "The session's lock has expired. Accept the session again.")));
    link.close();
  }
}
