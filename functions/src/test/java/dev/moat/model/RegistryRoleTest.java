package dev.moat.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryRoleTest {

  @Test
  void is_found_by_its_name_in_any_case() {
    assertThat(RegistryRole.ofName("AcrPull")).contains(RegistryRole.ACR_PULL);
    assertThat(RegistryRole.ofName("acrpull")).contains(RegistryRole.ACR_PULL);
    assertThat(RegistryRole.ofName("User Access Administrator")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void has_a_definition_of_its_own_and_opens_something_somewhere(RegistryRole role) {
    assertThat(UUID.fromString(role.definitionId())).hasToString(role.definitionId());
    assertThat(RegistryRole.values())
        .filteredOn(other -> other.definitionId().equals(role.definitionId()))
        .containsExactly(role);
    assertThat(role.honouredInLegacyMode() || role.honouredInAbacMode()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void leads_to_a_role_that_abac_mode_honours_or_to_none(RegistryRole role) {
    assertThat(role.inAbacMode().stream()).allMatch(RegistryRole::honouredInAbacMode);
  }

  @Test
  void pull_push_and_delete_have_their_counterparts_in_abac_mode() {
    assertThat(RegistryRole.ACR_PULL.inAbacMode()).contains(RegistryRole.REPOSITORY_READER);
    assertThat(RegistryRole.ACR_PUSH.inAbacMode()).contains(RegistryRole.REPOSITORY_WRITER);
    assertThat(RegistryRole.ACR_DELETE.inAbacMode()).contains(RegistryRole.REPOSITORY_CONTRIBUTOR);
    assertThat(RegistryRole.ACR_IMAGE_SIGNER.inAbacMode()).isEmpty();
    assertThat(RegistryRole.ACR_QUARANTINE_READER.inAbacMode())
        .contains(RegistryRole.ACR_QUARANTINE_READER);
  }
}
