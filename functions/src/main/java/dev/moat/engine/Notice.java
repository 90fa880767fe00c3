package dev.moat.engine;

import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.Sha256;
import java.util.List;

/** A change in Azure that concerns a setup. */
public record Notice(SetupId setup, ResourceChange change) {

  /** The message's id: the same event delivered twice has the same one. */
  public String messageId() {
    String content =
        String.join(
            "|",
            List.of(
                change.resource().key(),
                change.operation(),
                change.actor().toString(),
                change.correlationId(),
                change.at().toString()));
    return setup + "/" + Sha256.hex(content);
  }
}
