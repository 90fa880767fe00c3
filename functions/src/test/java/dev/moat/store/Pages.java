package dev.moat.store;

import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.model.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Pages of lists in memory. */
final class Pages {

  private Pages() {}

  /** Goes on after the last key shown. */
  static <T> Page<T> byKey(
      String list,
      List<T> sorted,
      Function<T, String> key,
      int limit,
      Optional<String> continuation) {
    String after = continuation.map(text -> Continuation.read(list, 1, text).get(0)).orElse("");
    List<T> left = sorted.stream().filter(item -> key.apply(item).compareTo(after) > 0).toList();
    List<T> shown = left.stream().limit(limit).toList();
    return new Page<>(
        shown,
        left.size() > limit
            ? Optional.of(Continuation.of(list, key.apply(shown.get(limit - 1))))
            : Optional.empty());
  }

  /** Goes on where as many are left as were left before: what is newer by then does not matter. */
  static <T> Page<T> newestFirst(
      String list, List<T> newestFirst, int limit, Optional<String> continuation) {
    int left = continuation.map(text -> left(list, text)).orElse(newestFirst.size());
    Stream<T> rest = newestFirst.stream().skip(Math.max(0, newestFirst.size() - left));
    return new Page<>(
        rest.limit(limit).toList(),
        left > limit
            ? Optional.of(Continuation.of(list, String.valueOf(left - limit)))
            : Optional.empty());
  }

  /** The page with those of which all can be read, and the others told by their ids. */
  static <T, R> Page<R> readable(Page<T> page, Function<T, String> id, Function<T, R> read) {
    List<R> items = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (T item : page.items()) {
      try {
        items.add(read.apply(item));
      } catch (UnreadableException e) {
        unreadable.add(new Unreadable(id.apply(item), e.getMessage()));
      }
    }
    return new Page<>(items, unreadable, page.continuation());
  }

  private static int left(String list, String continuation) {
    try {
      return Integer.parseInt(Continuation.read(list, 1, continuation).get(0));
    } catch (NumberFormatException e) {
      throw new InvalidContinuationException(list, e);
    }
  }
}
