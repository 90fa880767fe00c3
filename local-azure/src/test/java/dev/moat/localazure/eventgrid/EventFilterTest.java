package dev.moat.localazure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
  private final ManagementEvent write = Samples.write();

  @Test
  void nothing_sent_lets_everything_through() {
    assertThat(passes("{}")).isTrue();
    assertThat(passes("{'includedEventTypes':['All']}")).isTrue();
    assertThat(passes("{'includedEventTypes':null,'subjectEndsWith':''}")).isTrue();
  }

  @Test
  void event_types_are_compared_as_they_are() {
    assertThat(passes("{'includedEventTypes':['Microsoft.Resources.ResourceWriteSuccess']}"))
        .isTrue();
    assertThat(passes("{'includedEventTypes':['Microsoft.Resources.ResourceDeleteSuccess']}"))
        .isFalse();
  }

  @Test
  void subjects_have_no_case_unless_asked_for() {
    String begin = "'subjectBeginsWith':'" + Samples.SOURCE.toUpperCase() + "/RESOURCEGROUPS/RG'";

    assertThat(passes("{" + begin + "}")).isTrue();
    assertThat(passes("{" + begin + ",'isSubjectCaseSensitive':true}")).isFalse();
    assertThat(passes("{'subjectEndsWith':'/privateEndpoints/PE'}")).isTrue();
    assertThat(passes("{'subjectEndsWith':'/other'}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "StringIn, data.operationName, microsoft.network/PRIVATEENDPOINTS/write, true",
    "StringIn, data.operationName, privateEndpoints, false",
    "StringNotIn, data.operationName, privateEndpoints, true",
    "StringNotIn, Data.Claims.appid, APP-1, false",
    "StringContains, Subject, /privateendpoints/, true",
    "StringNotContains, subject, /privateEndpoints/, false",
    "StringBeginsWith, data.operationName, Microsoft.Network/, true",
    "StringNotBeginsWith, data.operationName, Microsoft.Network/, false",
    "StringEndsWith, data.operationName, /delete, false",
    "StringNotEndsWith, data.operationName, /delete, true",
    "StringIn, type, Microsoft.Resources.ResourceWriteSuccess, true",
    "StringIn, topic, /subscriptions/11111111-1111-4111-8111-111111111111, true",
    "StringIn, data.nothing.here, x, false",
    "StringNotIn, data.nothing.here, x, true",
    "StringNotContains, data.nothing.here, x, false",
    "StringNotBeginsWith, data.nothing.here, x, false",
    "StringNotEndsWith, data.nothing.here, x, false",
    "StringNotIn, data.claims, x, true",
    "StringNotContains, data.claims, x, false",
    "StringIn, nonsense, x, false"
  })
  void advanced_filters_compare_texts_without_case(
      String operator, String key, String value, boolean passes) {
    assertThat(passes(advanced(operator, key, "'other','" + value + "'"))).isEqualTo(passes);
  }

  @Test
  void all_parts_must_hold() {
    String two =
        "{'advancedFilters':[%s,%s]}"
            .formatted(
                one("StringEndsWith", "data.operationName", "'/write'"),
                one("StringIn", "data.status", "'Failed'"));

    assertThat(passes(two)).isFalse();
  }

  @Test
  void limits_are_kept() {
    String many = String.join(",", Collections.nCopies(26, "'x'"));
    String filters = String.join(",", Collections.nCopies(26, one("StringIn", "subject", "'x'")));

    assertRefused(advanced("StringIn", "subject", many), "26 values; 25 is the most");
    assertRefused("{'advancedFilters':[" + filters + "]}", "26 advanced filters; 25 is the most");
    assertRefused(advanced("StringIn", "subject", "'" + "x".repeat(513) + "'"), "512 characters");
    assertRefused(advanced("StringIn", "", "'x'"), "needs a key and values");
    assertRefused(advanced("NumberIn", "data.x", "'1'"), "operatorType 'NumberIn'");
  }

  private static void assertRefused(String filter, String why) {
    assertThatThrownBy(() -> EventFilter.of(Samples.json(filter)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private boolean passes(String filter) {
    return EventFilter.of(Samples.json(filter)).matches(write, Samples.SOURCE);
  }

  private static String advanced(String operator, String key, String values) {
    return "{'advancedFilters':[" + one(operator, key, values) + "]}";
  }

  private static String one(String operator, String key, String values) {
    return "{'operatorType':'%s','key':'%s','values':[%s]}".formatted(operator, key, values);
  }
}
