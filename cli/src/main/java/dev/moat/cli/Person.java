package dev.moat.cli;

/**
 * Somebody who changes things in Azure by hand.
 *
 * @param name as Azure's events have it
 */
record Person(LocalArm arm, String name, String objectId) {

  static Person alice(LocalArm arm) {
    String name = "Alice Liddell";
    String objectId = "0a11ce00-0000-4000-8000-000000000001";
    return new Person(arm.as(name, "alice@contoso.com", objectId), name, objectId);
  }

  /** Does it, and returns what Azure answers. */
  LocalArm.Answer does(Tampering tampering) {
    LocalArm.Answer answer =
        arm.call(
            tampering.method(),
            tampering.resource() + "?api-version=" + tampering.apiVersion(),
            tampering.body());
    if (answer.status() / 100 != 2) {
      throw new Failure(
          "%s may not %s: %s".formatted(name, tampering.inWords(), answer.body()),
          "This is a defect of the local Azure. Look at resource-manager.log.");
    }
    return answer;
  }
}
