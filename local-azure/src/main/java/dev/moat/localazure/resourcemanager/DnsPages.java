package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists of private DNS: zones, links and record sets come in pages of 100, of which each but the
 * last leads to the next. What Azure's token holds is not known; here it is how many items came
 * before, so that what is made or removed between two pages moves the others.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/dns/privatedns/record-sets/list-by-type">Up to
 *     100 record sets, unless told otherwise</a>
 * @see <a href="https://learn.microsoft.com/rest/api/dns/privatedns/virtual-network-links/list">Up
 *     to 100 links</a>
 */
final class DnsPages {
  private static final int SIZE = 100;
  private static final String TOKEN = "$skiptoken";

  private DnsPages() {}

  /** The page that the call asks for. */
  static ArmReply of(Call call, Stream<ObjectNode> items) {
    List<ObjectNode> all = items.toList();
    int from = Math.min(before(call), all.size());
    int to = Math.min(from + SIZE, all.size());
    ObjectNode page = Json.list(all.subList(from, to).stream());
    if (to < all.size()) {
      page.put("nextLink", link(call, to));
    }
    return ArmReply.of(200, page);
  }

  private static int before(Call call) {
    String token = call.path().query().getOrDefault(TOKEN, "");
    try {
      return token.isEmpty() ? 0 : Integer.parseInt(decoded(token));
    } catch (IllegalArgumentException notOneOfOurs) {
      throw ArmError.of(400, "BadRequest", "The skip token '%s' is not valid.".formatted(token))
          .refusal();
    }
  }

  private static String link(Call call, int before) {
    return "%s%s?api-version=%s&%s=%s"
        .formatted(call.endpoint(), call.path().text(), call.apiVersion(), TOKEN, encoded(before));
  }

  private static String encoded(int before) {
    byte[] text = Integer.toString(before).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  private static String decoded(String token) {
    return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
  }
}
