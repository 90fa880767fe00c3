package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.model.Unreadable;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes lists, page by page. */
final class Pages {

  private Pages() {}

  /**
   * The page that a call asks for.
   *
   * @param list gives a page of at most so many items, for the continuation of the page before
   */
  static <T> ObjectNode write(
      Call call,
      BiFunction<Integer, Optional<String>, Page<T>> list,
      Function<T, ObjectNode> writer) {
    Query query = new Query(call);
    Page<T> page = page(query, list);
    ObjectNode json = object();
    json.set("items", array(page.items(), writer));
    if (!page.unreadable().isEmpty()) {
      json.set("unreadable", array(page.unreadable(), Pages::unreadable));
    }
    putText(json, "continuation", page.continuation());
    return json;
  }

  private static ObjectNode unreadable(Unreadable unreadable) {
    return object().put("id", unreadable.id()).put("problem", unreadable.problem());
  }

  private static <T> Page<T> page(
      Query query, BiFunction<Integer, Optional<String>, Page<T>> list) {
    try {
      return list.apply(query.limit(), query.text("continuation"));
    } catch (InvalidContinuationException e) {
      throw Query.invalid(e.getMessage() + ".", "Take it from the page before as it is.");
    }
  }
}
