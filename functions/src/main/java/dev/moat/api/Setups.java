package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putTime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.TeardownPlan;
import dev.moat.model.SetupId;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;

/** Shows setups. */
final class Setups {

  private final SetupStore store;
  private final SetupFinder finder;
  private final SetupJson json;

  Setups(SetupStore store, SetupFinder finder, SetupJson json) {
    this.store = store;
    this.finder = finder;
    this.json = json;
  }

  Reply show(Call call, Caller caller) {
    SetupState state = finder.find(call);
    return Reply.json(Reply.OK, json.write(state)).with("ETag", Version.tag(state));
  }

  Reply history(Call call, Caller caller) {
    Query query = Query.of(call, Endpoint.SHOW_HISTORY.query());
    int limit = query.limit();
    SetupId id = finder.find(call).setup().value().id();
    ObjectNode page = object();
    page.set("items", array(store.history(id, limit), Setups::line));
    return Reply.json(Reply.OK, page);
  }

  Reply teardownPlan(Call call, Caller caller) {
    boolean deleteRegistry = Query.of(call, Endpoint.PLAN_TEARDOWN.query()).flag("deleteRegistry");
    TeardownPlan plan = TeardownPlan.of(finder.find(call), deleteRegistry);
    ObjectNode shown = object().put("id", plan.id());
    shown.set("items", array(plan.items(), Setups::item));
    return Reply.json(Reply.OK, shown);
  }

  private static ObjectNode item(TeardownPlan.Item item) {
    return object()
        .put("step", item.step().value())
        .put("resource", item.resource().value())
        .put("fate", item.fate().name())
        .put("why", item.why());
  }

  private static ObjectNode line(HistoryEntry entry) {
    ObjectNode json = object();
    putTime(json, "at", entry.at());
    return json.put("generation", entry.generation())
        .put("subject", entry.subject())
        .put("reason", entry.reason())
        .put("text", entry.text());
  }
}
