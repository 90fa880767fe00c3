package dev.moat.localazure.resourcemanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The faults that tests have asked for. Safe for use by many threads. */
public final class Faults {
  private static final String ANY_METHOD = "*";

  private final List<Planned> planned = new ArrayList<>();

  Faults() {}

  /**
   * Lets the next calls that match go wrong.
   *
   * @param times how many calls
   * @param method the HTTP verb, or {@code *} for any
   * @param pathPattern a regular expression that must occur in the path, in any case
   * @param fault what goes wrong
   */
  public synchronized void next(int times, String method, String pathPattern, Fault fault) {
    Pattern pattern = Pattern.compile(pathPattern, Pattern.CASE_INSENSITIVE);
    planned.add(new Planned(times, method, pattern, fault));
  }

  /** Forgets all faults that have not happened. */
  public synchronized void clear() {
    planned.clear();
  }

  synchronized Optional<Fault> take(String method, String path) {
    for (int i = 0; i < planned.size(); i++) {
      Planned fault = planned.get(i);
      if (fault.matches(method, path)) {
        useOnce(i, fault);
        return Optional.of(fault.fault);
      }
    }
    return Optional.empty();
  }

  private void useOnce(int index, Planned fault) {
    if (fault.times <= 1) {
      planned.remove(index);
    } else {
      planned.set(index, fault.usedOnce());
    }
  }

  private record Planned(int times, String method, Pattern path, Fault fault) {
    boolean matches(String calledMethod, String calledPath) {
      return (method.equals(ANY_METHOD) || method.equalsIgnoreCase(calledMethod))
          && path.matcher(calledPath).find();
    }

    Planned usedOnce() {
      return new Planned(times - 1, method, path, fault);
    }
  }
}
