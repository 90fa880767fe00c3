package dev.moat.api;

import dev.moat.model.SetupId;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.util.regex.Pattern;

/** Finds the setup that a path names. */
final class SetupFinder {

  private static final Pattern KEY = Pattern.compile("[a-z0-9]{1,50}-[0-9a-f]{10}");

  private final SetupStore setups;

  SetupFinder(SetupStore setups) {
    this.setups = setups;
  }

  /** The setup; refuses the call when there is none. */
  SetupState find(Call call) {
    String key = call.inPath("setup");
    if (!KEY.matcher(key).matches()) {
      throw missing(call);
    }
    return setups.load(new SetupId(key)).orElseThrow(() -> missing(call));
  }

  static Refusal missing(Call call) {
    return Refusal.of(
        404,
        "NoSuchSetup",
        "There is no setup '%s'.".formatted(Texts.shown(call.inPath("setup"))),
        "List the setups: a key is the registry's name, a hyphen and ten digits.");
  }
}
