package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.endtoend.Calls.Span;
import dev.moat.model.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The published sample with a second subnet, for a web app. */
class WithIntegrationSubnetIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.fast();

  @Test
  void integration_subnet_is_delegated_and_the_endpoint_has_its_own() {
    SampleRequest request =
        SampleRequest.of("secureacr-with-integration-subnet.json", "integration");
    ResourceId integration = request.network().child("subnets", "vnet-integration-subnet");

    MOAT.post(request).awaitSuccess(1);

    JsonNode delegated = properties(integration);
    assertThat(delegated.path("addressPrefix").asText()).isEqualTo("10.0.0.0/24");
    assertThat(delegated.path("delegations")).hasSize(1);
    assertThat(delegated.at("/delegations/0/properties/serviceName").asText())
        .isEqualTo("Microsoft.Web/serverFarms");
    assertThat(delegated.path("privateEndpoints")).isEmpty();
    assertThat(properties(request.subnet()).path("delegations")).isEmpty();
    assertThat(properties(request.subnet()).path("privateEndpoints")).hasSize(1);
    Calls calls = MOAT.calls();
    assertThat(calls.writes().count()).as(calls.writes().toString()).isEqualTo(10);
    List<Span> subnets = calls.putsOf(request.subnet(), integration);
    assertThat(subnets).hasSize(2);
    assertThat(subnets.get(0).overlaps(subnets.get(1))).as(subnets.toString()).isFalse();
  }

  private static JsonNode properties(ResourceId subnet) {
    return MOAT.arm().get(subnet.value(), ApiVersions.NETWORK).path("properties");
  }
}
