package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.REGISTRY;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class RegistryTasksTest {
  private static final String TASKS = REGISTRY + "/tasks";
  private static final String VERSION = "?api-version=2019-06-01-preview";

  private final AzureWorld world = AzureWorld.slow().withRegistry("Premium");

  @Test
  void a_task_is_written_at_once_and_listed() {
    ArmReply put =
        world.put(
            TASKS + "/nightly" + VERSION,
            "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':"
                + "{'platform':{'os':'linux'},'agentPoolName':'pool'}}");

    assertThat(put.status()).isEqualTo(200);
    assertThat(put.header("Azure-AsyncOperation")).isNull();
    JsonNode task = world.read(TASKS + VERSION).at("/value/0");
    assertThat(task).isEqualTo(body(put));
    assertThat(task.path("type").asText())
        .isEqualTo("Microsoft.ContainerRegistry/registries/tasks");
    assertThat(task.at("/properties/status").asText()).isEqualTo("Enabled");
    assertThat(task.at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
    assertThat(task.at("/properties/agentPoolName").asText()).isEqualTo("pool");
    assertThat(task.at("/identity/type").asText()).isEqualTo("SystemAssigned");
    assertThat(task.at("/identity/principalId").asText()).isNotEmpty();
  }

  @Test
  void a_task_that_is_removed_is_gone() {
    world.put(TASKS + "/nightly" + VERSION, "{'location':'westeurope'}");

    assertThat(world.delete(TASKS + "/nightly" + VERSION).status()).isEqualTo(200);

    assertThat(world.delete(TASKS + "/nightly" + VERSION).status()).isEqualTo(204);
    assertThat(world.read(TASKS + VERSION).path("value")).isEmpty();
  }

  @Test
  void a_registry_that_is_not_there_has_no_list_of_tasks() {
    assertThat(world.get(REGISTRY + "2/tasks" + VERSION).status()).isEqualTo(404);
  }
}
