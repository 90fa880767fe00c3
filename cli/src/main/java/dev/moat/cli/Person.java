package dev.moat.cli;

import java.util.Locale;

/**
 * Somebody who changes things in Azure by hand.
 *
 * @param name as Azure's events have it
 */
record Person(String name, String objectId) {

  static final Person ALICE = new Person("Alice Liddell", "0a11ce00-0000-4000-8000-000000000001");

  /** Does it, and returns what Azure answers. */
  LocalArm.Answer does(Tampering tampering, LocalArm arm) {
    LocalArm.Answer answer =
        arm.as(name, userName(), objectId)
            .call(
                tampering.method(),
                tampering.resource() + "?api-version=" + tampering.apiVersion(),
                tampering.body());
    if (answer.status() / 100 != 2) {
      throw new Failure(
          "%s %s, and Azure refuses: %s".formatted(name, tampering.inWords(), answer.body()),
          "This is a defect of the local Azure. Look at resource-manager.log.");
    }
    return answer;
  }

  /** Such as {@code alice@contoso.com}. */
  private String userName() {
    return name.split(" ")[0].toLowerCase(Locale.ROOT) + "@contoso.com";
  }
}
