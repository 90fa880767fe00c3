package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which events of its source an event subscription wants. All parts must hold; a part that was not
 * sent always does. See <a
 * href="https://learn.microsoft.com/azure/event-grid/event-filtering">event filtering</a> and its
 * limits: 25 advanced filters with 25 values in all, 512 characters each.
 */
public final class EventFilter {
  private static final int MOST_FILTERS = 25;
  private static final int MOST_VALUES = 25;
  private static final Set<String> EVENT_TYPES =
      Set.of("Write", "Delete", "Action").stream()
          .flatMap(what -> Set.of("Success", "Failure", "Cancel").stream().map(how -> what + how))
          .map(end -> "Microsoft.Resources.Resource" + end)
          .collect(Collectors.toUnmodifiableSet());

  private final Set<String> types;
  private final String begin;
  private final String end;
  private final boolean caseSensitive;
  private final List<AdvancedFilter> advanced;

  private EventFilter(JsonNode filter) {
    this.types =
        items(filter.path("includedEventTypes"))
            .map(JsonNode::asText)
            .collect(Collectors.toUnmodifiableSet());
    this.begin = filter.path("subjectBeginsWith").asText("");
    this.end = filter.path("subjectEndsWith").asText("");
    this.caseSensitive = filter.path("isSubjectCaseSensitive").asBoolean(false);
    this.advanced = items(filter.path("advancedFilters")).map(AdvancedFilter::of).toList();
  }

  /**
   * Reads the {@code filter} of an event subscription.
   *
   * @throws IllegalArgumentException when it breaks a limit, or has what the local Azure has not
   */
  public static EventFilter of(JsonNode filter) {
    EventFilter read = new EventFilter(filter);
    read.types.stream()
        .filter(type -> !EVENT_TYPES.contains(type) && !type.equals("All"))
        .findFirst()
        .ifPresent(
            type -> {
              throw new IllegalArgumentException(
                  "The source has no events of the type '%s'.".formatted(type));
            });
    if (read.advanced.size() > MOST_FILTERS) {
      throw new IllegalArgumentException(
          "There are %d advanced filters; %d is the most."
              .formatted(read.advanced.size(), MOST_FILTERS));
    }
    int values = read.advanced.stream().mapToInt(one -> one.values().size()).sum();
    if (values > MOST_VALUES) {
      throw new IllegalArgumentException(
          "The advanced filters have %d values; %d is the most.".formatted(values, MOST_VALUES));
    }
    return read;
  }

  boolean matches(ManagementEvent event, String topic) {
    String subject = cased(event.subject());
    return (types.isEmpty() || types.contains("All") || types.contains(event.type()))
        && subject.startsWith(cased(begin))
        && subject.endsWith(cased(end))
        && advanced.stream().allMatch(filter -> filter.matches(event, topic));
  }

  private String cased(String text) {
    return caseSensitive ? text : text.toLowerCase(Locale.ROOT);
  }

  private static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
