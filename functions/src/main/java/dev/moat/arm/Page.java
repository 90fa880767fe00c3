package dev.moat.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A part of a collection. How many items Azure puts into one differs from kind to kind: of record
 * sets and links of a private zone 100.
 *
 * @param nextLink where the page after it is, as Azure gave it; empty when it is the last
 * @see <a href="https://learn.microsoft.com/rest/api/dns/privatedns/record-sets/list-by-type">Up to
 *     100 record sets</a>
 */
public record Page(List<ObjectNode> items, Optional<String> nextLink) {

  /** A page that is the last. */
  public static Page last(List<ObjectNode> items) {
    return new Page(items, Optional.empty());
  }
}
