package dev.moat.localazure.servicebus.amqp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All links that wait for messages. They take turns: one message each, then the next one. */
final class Deliveries {
  private final Set<ReceivingLink> links = new LinkedHashSet<>();

  void add(ReceivingLink link) {
    links.add(link);
  }

  void remove(ReceivingLink link) {
    links.remove(link);
  }

  /** Sends every message that someone has asked for. */
  void sendAll() {
    boolean sent;
    do {
      sent = false;
      for (ReceivingLink link : List.copyOf(links)) {
        sent |= links.contains(link) && sendOne(link);
      }
    } while (sent);
    links.forEach(ReceivingLink::answerDrain);
  }

  private boolean sendOne(ReceivingLink link) {
    boolean sent = link.sendNext();
    if (sent && links.remove(link)) {
      links.add(link);
    }
    return sent;
  }
}
