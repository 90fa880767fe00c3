package dev.moat.localazure.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  private static final String WRITE = "Microsoft.Authorization/roleAssignments/write";
  private static final String DELETE = "Microsoft.Authorization/roleAssignments/delete";
  private static final String READ = "Microsoft.Authorization/roleAssignments/read";
  private static final String PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
  private static final String OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";

  /** In the form of Azure's template "Constrain roles and principal types". */
  private static final String DELEGATION =
      """
      (
       (
        !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
       )
       OR
       (
        @Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d, 8311e382-0749-4cb8-b61a-304f252e45ec}
        AND
        @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}
       )
      )
      AND
      (
       (
        !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
       )
       OR
       (
        @Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d}
       )
      )
      """;

  @Test
  void the_request_decides_on_a_write() {
    Condition condition = Condition.parse(DELEGATION);

    assertThat(condition.holds(write(PULL, "serviceprincipal"))).isTrue();
    assertThat(condition.holds(write(PULL, "Group"))).isFalse();
    assertThat(condition.holds(write(OWNER, "ServicePrincipal"))).isFalse();
  }

  @Test
  void the_assignment_that_is_there_decides_on_a_delete() {
    Condition condition = Condition.parse(DELEGATION);

    assertThat(condition.holds(delete(PULL))).isTrue();
    assertThat(condition.holds(delete(OWNER))).isFalse();
  }

  @Test
  void an_action_that_is_not_named_passes() {
    assertThat(Condition.parse(DELEGATION).holds(new Question(READ, Map.of(), Map.of()))).isTrue();
  }

  @Test
  void an_attribute_that_is_not_there_equals_nothing() {
    assertThat(Condition.parse(DELEGATION).holds(new Question(WRITE, Map.of(), Map.of())))
        .isFalse();
  }

  @Test
  void operators_have_signs_and_words() {
    String words = "NOT ActionMatches{'*/write'} OR ActionMatches{'*/delete'}";
    String signs = "!ActionMatches{'*/write'} || ActionMatches{'*/delete'}";

    for (String text : new String[] {words, signs}) {
      assertThat(Condition.parse(text).holds(write(PULL, "User"))).isFalse();
      assertThat(Condition.parse(text).holds(delete(PULL))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "true",
        "ActionMatches{*}",
        "(ActionMatches{'*'}",
        "ActionMatches{'*'})",
        "ActionMatches{'a'} AND ActionMatches{'b'} OR ActionMatches{'c'}",
        "@Principal[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User'}",
        "@Request[Microsoft.Authorization/roleAssignments:Colour] ForAnyOfAnyValues:StringEqualsIgnoreCase {'red'}",
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringLike {'User'}",
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:GuidEquals {'User'}",
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {no-guid}",
        "@Request[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {}",
        "ActionMatches{'a'} ; DROP"
      })
  void what_is_not_understood_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Condition.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "*,                                  Microsoft.Network/virtualNetworks/read,         true",
    "*/read,                             Microsoft.Network/virtualNetworks/subnets/read, true",
    "*/read,                             Microsoft.Network/virtualNetworks/write,        false",
    "microsoft.network/virtualnetworks/*, Microsoft.Network/virtualNetworks/subnets/join/action, true",
    "Microsoft.Network/*/read,           Microsoft.ContainerRegistry/registries/read,    false",
    "Microsoft.Network/virtualNetworks/read, Microsoft.Network/virtualNetworks/subnets/read, false",
    "Microsoft.Network/*/join/action,    Microsoft.Network/privateDnsZones/join/action,  true"
  })
  void a_star_stands_for_any_letters(String pattern, String action, boolean matches) {
    assertThat(new ActionPattern(pattern).matches(action)).isEqualTo(matches);
  }

  private static Question write(String role, String principalType) {
    return new Question(
        WRITE, Map.of("RoleDefinitionId", role, "PrincipalType", principalType), Map.of());
  }

  private static Question delete(String role) {
    return new Question(DELETE, Map.of(), Map.of("RoleDefinitionId", role));
  }
}
