package dev.moat.localazure.resourcemanager;

import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import java.util.Optional;

/** What the kinds of Event Grid have in common: their operations, all in no region. */
abstract class EventGridKind extends StoredKind {

  EventGridKind(Cloud cloud, String type) {
    super(cloud, type);
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> found = cloud.find(call.id());
    if (found.isEmpty()) {
      return ArmReply.empty(204);
    }
    found.get().provisioning("Deleting");
    return operation(call, Change.DELETE).answer(ArmReply.empty(202));
  }

  final NewOperation operation(Call call, Change change) {
    return new NewOperation(cloud, call, type(), change, Dialect.EVENT_GRID)
        .in("global")
        .takes(Work.EVENT_GRID)
        .retryAfter(10);
  }
}
