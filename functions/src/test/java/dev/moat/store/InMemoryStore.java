package dev.moat.store;

import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.Shelf;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.Watch;
import dev.moat.store.WriteHook.Write;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole state in memory, with the rules of the real store: versions, all-or-nothing changes of
 * at most 100 rows, an outbox. Deterministic: the same calls give the same versions and the same
 * order.
 */
public final class InMemoryStore implements SetupStore, Requests, Leases, WatchIndex, Sweeps {

  private static final Comparator<SetupId> BY_ID = Comparator.comparing(SetupId::value);

  private record Lease(String holder, Instant until) {}

  private final Clock clock;
  private final Map<SetupId, InMemorySetup> setups = new TreeMap<>(BY_ID);
  private final Map<String, Seen> requests = new HashMap<>();
  private final Map<String, Rejected> rejections = new LinkedHashMap<>();
  private final Map<ResourceId, Lease> leases = new HashMap<>();
  private final Map<String, Instant> throttles = new HashMap<>();
  private final Map<ResourceId, Map<SetupId, List<Watch>>> watches = new HashMap<>();
  private final Map<SetupId, Sweep> sweeps = new HashMap<>();
  private final Set<Object> spoiled = new HashSet<>();
  private WriteHook hook = new WriteHook() {};
  private long versions;

  public InMemoryStore(Clock clock) {
    this.clock = clock;
  }

  /** From now on, this hook is called around each write; it replaces the one before. */
  public synchronized void around(WriteHook newHook) {
    hook = newHook;
  }

  /**
   * From now on, records that are equal to this one are there and cannot be read. That of a
   * throttle is its subscription, in lower case.
   */
  public synchronized void spoil(Object record) {
    spoiled.add(record);
  }

  /** The record, unless it cannot be read. */
  private <T> Optional<T> read(T record, Consumer<UnreadableException> unreadable) {
    if (spoiled.contains(record)) {
      unreadable.accept(new UnreadableException("Cannot read " + record));
      return Optional.empty();
    }
    return Optional.of(record);
  }

  @Override
  public synchronized Optional<SetupState> load(SetupId setup) {
    Optional<SetupState> found = stored(setup);
    found.stream().flatMap(InMemorySetup::records).forEach(this::requireReadable);
    return found;
  }

  private void requireReadable(Object record) {
    read(
        record,
        failure -> {
          throw failure;
        });
  }

  /** What the columns of rows tell, be the rows readable or not. */
  private Optional<SetupState> stored(SetupId setup) {
    return Optional.ofNullable(setups.get(setup)).flatMap(InMemorySetup::state);
  }

  @Override
  public synchronized boolean commit(Change change) {
    change.requireStorable();
    hook.before(Write.COMMIT);
    InMemorySetup setup = setups.getOrDefault(change.setup(), new InMemorySetup());
    if (!setup.accepts(change)) {
      return false;
    }
    setup.apply(change, "v" + ++versions, clock.instant());
    setups.put(change.setup(), setup);
    hook.committed(change);
    hook.after(Write.COMMIT);
    return true;
  }

  @Override
  public synchronized void notice(SetupId setup, ResourceChange change) {
    hook.before(Write.NOTICE);
    setups.computeIfAbsent(setup, id -> new InMemorySetup()).notice(change, "v" + ++versions);
    hook.after(Write.NOTICE);
  }

  @Override
  public synchronized List<Watcher> watching(
      ResourceId resource, Consumer<UnreadableException> unreadable) {
    return watches.getOrDefault(Shelf.of(resource), Map.of()).entrySet().stream()
        .map(entry -> new Watcher(entry.getKey(), entry.getValue()))
        .flatMap(watcher -> read(watcher, unreadable).stream())
        .toList();
  }

  @Override
  public synchronized void watch(SetupId setup, Collection<Watch> before, Collection<Watch> now) {
    hook.before(Write.WATCH);
    Map<ResourceId, Set<Watch>> earlier = WatchIndex.byShelf(before);
    Map<ResourceId, Set<Watch>> wanted = WatchIndex.byShelf(now);
    wanted.forEach(
        (shelf, all) -> {
          if (!all.equals(earlier.get(shelf))) {
            shelf(shelf).put(setup, List.copyOf(all));
          }
        });
    earlier.keySet().stream()
        .filter(shelf -> !wanted.containsKey(shelf))
        .forEach(shelf -> shelf(shelf).remove(setup));
    hook.after(Write.WATCH);
  }

  private Map<SetupId, List<Watch>> shelf(ResourceId resource) {
    return watches.computeIfAbsent(resource, id -> new TreeMap<>(BY_ID));
  }

  @Override
  public synchronized void plan(Sweep sweep) {
    hook.before(Write.PLAN_SWEEP);
    sweeps.put(sweep.setup(), sweep);
    hook.after(Write.PLAN_SWEEP);
  }

  @Override
  public synchronized void forget(SetupId setup) {
    hook.before(Write.PLAN_SWEEP);
    sweeps.remove(setup);
    hook.after(Write.PLAN_SWEEP);
  }

  @Override
  public synchronized List<Sweep> due(Instant now, Consumer<UnreadableException> unreadable) {
    return sweeps.values().stream()
        .filter(sweep -> !sweep.due().isAfter(now))
        .flatMap(sweep -> read(sweep, unreadable).stream())
        .sorted(Comparator.comparing(Sweep::due).thenComparing(sweep -> sweep.setup().value()))
        .toList();
  }

  @Override
  public synchronized boolean wasAccepted(SetupId setup, String requestId) {
    return Optional.ofNullable(setups.get(setup)).filter(s -> s.hasAccepted(requestId)).isPresent();
  }

  @Override
  public synchronized void forgetSent(SetupId setup, List<Outgoing> messages) {
    hook.before(Write.FORGET_SENT);
    Optional.ofNullable(setups.get(setup)).ifPresent(found -> found.forget(messages));
    hook.after(Write.FORGET_SENT);
  }

  @Override
  public synchronized Map<SetupId, List<Outgoing>> unsentBefore(
      Instant time, Consumer<UnreadableException> unreadable) {
    Map<SetupId, List<Outgoing>> unsent = new LinkedHashMap<>();
    setups.forEach(
        (id, setup) -> {
          List<Outgoing> old =
              setup.unsentBefore(time).stream()
                  .flatMap(message -> read(message, unreadable).stream())
                  .toList();
          if (!old.isEmpty()) {
            unsent.put(id, old);
          }
        });
    return unsent;
  }

  @Override
  public synchronized Page<HistoryEntry> history(
      SetupId setup, int limit, Optional<String> continuation) {
    return setups.getOrDefault(setup, new InMemorySetup()).history(limit, continuation);
  }

  @Override
  public synchronized Page<SetupSummary> list(
      SetupFilter filter, int limit, Optional<String> continuation) {
    List<SetupState> admitted =
        states().filter(state -> filter.admits(state.setup().value())).toList();
    return Pages.readable(
        Pages.byKey(
            "setups", admitted, state -> state.setup().value().id().value(), limit, continuation),
        state -> state.setup().value().id().value(),
        state -> SetupSummary.of(load(state.setup().value().id()).orElseThrow()));
  }

  @Override
  public synchronized Page<SetupId> withFailed(
      StepKind kind, int limit, Optional<String> continuation) {
    List<SetupId> failed =
        states()
            .filter(state -> state.records().stream().anyMatch(step -> hasFailed(step, kind)))
            .map(state -> state.setup().value().id())
            .toList();
    return Pages.byKey("failed " + kind, failed, SetupId::value, limit, continuation);
  }

  private static boolean hasFailed(StepRecord step, StepKind kind) {
    return step.name().kind() == kind && step.status().isFailure();
  }

  private Stream<SetupState> states() {
    return setups.values().stream().flatMap(setup -> setup.state().stream());
  }

  @Override
  public synchronized List<SetupId> active() {
    return setups().stream().filter(id -> isActive(stored(id).orElseThrow())).toList();
  }

  private static boolean isActive(SetupState state) {
    return state.setup().value().status().isActive();
  }

  @Override
  public synchronized List<SetupId> restored() {
    return setups().stream()
        .filter(id -> stored(id).orElseThrow().setup().value().status() == SetupStatus.RESTORED)
        .toList();
  }

  @Override
  public synchronized List<SetupId> setups() {
    return setups.entrySet().stream()
        .filter(entry -> entry.getValue().state().isPresent())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized Optional<Seen> putIfAbsent(Seen request) {
    hook.before(Write.PUT_REQUEST);
    Optional<Seen> earlier =
        Optional.ofNullable(requests.putIfAbsent(request.requestId(), request));
    hook.after(Write.PUT_REQUEST);
    return earlier;
  }

  @Override
  public synchronized void reject(Rejected rejected) {
    hook.before(Write.REJECT);
    rejections.putIfAbsent(rejected.messageId(), rejected);
    hook.after(Write.REJECT);
  }

  @Override
  public synchronized Page<Rejected> rejected(int limit, Optional<String> continuation) {
    List<Rejected> newest = new ArrayList<>(rejections.values());
    Collections.reverse(newest);
    newest.sort(Comparator.comparing(Rejected::at).reversed());
    return Pages.readable(
        Pages.newestFirst("rejected", newest, limit, continuation),
        Rejected::id,
        rejection -> {
          requireReadable(rejection);
          return rejection;
        });
  }

  @Override
  public synchronized Optional<Rejected> findRejected(String messageId) {
    return Optional.ofNullable(rejections.get(messageId));
  }

  @Override
  public synchronized boolean forget(Rejected rejected) {
    hook.before(Write.FORGET_REJECTED);
    boolean forgotten = rejections.remove(rejected.messageId()) != null;
    hook.after(Write.FORGET_REJECTED);
    return forgotten;
  }

  @Override
  public synchronized Optional<Instant> acquire(
      ResourceId resource, String holder, Instant now, Instant until) {
    hook.before(Write.ACQUIRE_LEASE);
    Lease held = leases.get(resource);
    if (held != null && held.until().isAfter(now) && !held.holder().equals(holder)) {
      return Optional.of(held.until());
    }
    leases.put(resource, new Lease(holder, until));
    hook.after(Write.ACQUIRE_LEASE);
    return Optional.empty();
  }

  @Override
  public synchronized void release(ResourceId resource, String holder) {
    hook.before(Write.RELEASE_LEASE);
    leases.computeIfPresent(resource, (id, held) -> held.holder().equals(holder) ? null : held);
    hook.after(Write.RELEASE_LEASE);
  }

  @Override
  public synchronized Optional<Instant> throttledUntil(String subscription, Instant now) {
    String key = subscription.toLowerCase(Locale.ROOT);
    requireReadable(key);
    return Optional.ofNullable(throttles.get(key)).filter(until -> until.isAfter(now));
  }

  @Override
  public synchronized void throttle(String subscription, Instant until) {
    hook.before(Write.THROTTLE);
    throttles.merge(subscription.toLowerCase(Locale.ROOT), until, (a, b) -> a.isAfter(b) ? a : b);
    hook.after(Write.THROTTLE);
  }
}
