package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putTime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.TeardownPlan;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupFilter;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;

/** Shows setups. */
final class Setups {

  private static final int LONGEST_REGISTRY = 500;

  private final SetupStore store;
  private final SetupFinder finder;
  private final SetupJson json;

  Setups(SetupStore store, SetupFinder finder, SetupJson json) {
    this.store = store;
    this.finder = finder;
    this.json = json;
  }

  Reply list(Call call, Caller caller) {
    SetupFilter filter = filter(new Query(call));
    return Reply.json(
        Reply.OK,
        Pages.write(
            call,
            (limit, continuation) -> store.list(filter, limit, continuation),
            SetupJson::summary));
  }

  Reply show(Call call, Caller caller) {
    SetupState state = finder.find(call);
    return Reply.json(Reply.OK, json.write(state)).with("ETag", Version.tag(state));
  }

  Reply history(Call call, Caller caller) {
    SetupId id = finder.find(call).setup().value().id();
    return Reply.json(
        Reply.OK,
        Pages.write(
            call, (limit, continuation) -> store.history(id, limit, continuation), Setups::line));
  }

  Reply teardownPlan(Call call, Caller caller) {
    boolean deleteRegistry = new Query(call).flag("deleteRegistry");
    TeardownPlan plan = TeardownPlan.of(finder.find(call), deleteRegistry);
    ObjectNode shown = object().put("id", plan.id());
    shown.set("items", array(plan.items(), Setups::item));
    return Reply.json(Reply.OK, shown);
  }

  private static SetupFilter filter(Query query) {
    try {
      return new SetupFilter(
          query.anyOf("status", SetupStatus.class),
          query.text("registry", LONGEST_REGISTRY),
          query.time("acceptedAfter"),
          query.time("acceptedBefore"));
    } catch (IllegalArgumentException e) {
      throw Query.invalid(
          "'registry' begins as a resource id and is none.",
          "Say the whole resource id of a registry, or a part of its name.");
    }
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
