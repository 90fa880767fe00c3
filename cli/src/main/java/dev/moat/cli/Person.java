package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.model.ResourceId;
import java.util.Locale;

/**
 * Somebody who changes things in Azure by hand.
 *
 * @param name as Azure's events have it
 */
record Person(String name, String objectId) {

  static final Person ALICE = new Person("Alice Liddell", "0a11ce00-0000-4000-8000-000000000001");

  static final Person BOB = new Person("Bob Hargreaves", "0b0b0000-0000-4000-8000-000000000002");

  /** Does it, and returns what Azure answers. */
  LocalArm.Answer does(Tampering tampering, LocalArm arm) {
    return calls(
        arm, tampering.method(), tampering.resource(), tampering.apiVersion(), tampering.body());
  }

  /** Makes one call to Azure, and returns the answer. */
  LocalArm.Answer calls(
      LocalArm arm, String method, ResourceId resource, String apiVersion, String body) {
    LocalArm.Answer answer =
        arm.as(name, userName(), objectId)
            .call(method, resource + "?api-version=" + apiVersion, body);
    if (answer.status() / 100 != 2) {
      throw new Failure(
          "%s asked for %s %s, and Azure refuses: %s"
              .formatted(name, method, resource, answer.body()),
          "This is a defect of the local Azure. Look at resource-manager.log.");
    }
    return answer;
  }

  /** Such as {@code alice@contoso.com}. */
  private String userName() {
    return name.split(" ")[0].toLowerCase(Locale.ROOT) + "@contoso.com";
  }
}
