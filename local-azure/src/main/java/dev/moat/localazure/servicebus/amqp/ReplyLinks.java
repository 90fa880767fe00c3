package dev.moat.localazure.servicebus.amqp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/**
 * Where the responses of one connection go. A reply address is unique only together with its node,
 * and only on its connection.
 */
final class ReplyLinks {
  private record Key(String node, @Nullable String replyTo) {}

  private final Map<Key, Sender> links = new HashMap<>();

  LinkHandler add(String node, @Nullable String replyTo, Sender link) {
    Key key = key(node, replyTo);
    links.put(key, link);
    return new LinkHandler() {
      @Override
      public void onClosed(boolean byClient) {
        links.remove(key, link);
      }
    };
  }

  @Nullable Sender find(String node, @Nullable String replyTo) {
    return links.get(key(node, replyTo));
  }

  private static Key key(String node, @Nullable String replyTo) {
    return new Key(node.toLowerCase(Locale.ROOT), replyTo);
  }
}
