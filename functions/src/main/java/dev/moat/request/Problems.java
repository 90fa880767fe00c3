package dev.moat.request;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was found wrong so far: one problem per place, the first one that was found there. */
public final class Problems {

  /** So many are listed; the rest is only counted, or a bad request makes a huge answer. */
  static final int MOST = 50;

  private final SortedMap<String, Problem> byPointer = new TreeMap<>();

  /** What two checks of one request found, as one list with the same bounds. */
  public static List<Problem> merged(List<Problem> some, List<Problem> others) {
    Problems problems = new Problems();
    Stream.concat(some.stream(), others.stream())
        .forEach(problem -> problems.byPointer.putIfAbsent(problem.pointer(), problem));
    return problems.list();
  }

  /** Adds a problem; the message is a sentence about the place, without the pointer. */
  void add(Reason reason, String pointer, String message) {
    String place = Quoted.of(pointer);
    String subject = place.isEmpty() ? "The request" : place;
    byPointer.putIfAbsent(pointer, new Problem(reason, place, subject + " " + message));
  }

  boolean isEmpty() {
    return byPointer.isEmpty();
  }

  /** In the order of their pointers. */
  List<Problem> list() {
    List<Problem> all = List.copyOf(byPointer.values());
    if (all.size() <= MOST) {
      return all;
    }
    List<Problem> listed = new ArrayList<>(all.subList(0, MOST));
    String rest = (all.size() - MOST) + " more problems are not listed. Solve these first.";
    listed.add(new Problem(Reason.MORE_PROBLEMS, "", rest));
    return listed;
  }
}
