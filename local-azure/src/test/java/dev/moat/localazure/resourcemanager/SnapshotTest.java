package dev.moat.localazure.resourcemanager;

import static dev.moat.localazure.resourcemanager.AzureWorld.NETWORK;
import static dev.moat.localazure.resourcemanager.AzureWorld.SUBNET;
import static dev.moat.localazure.resourcemanager.AzureWorld.body;
import static dev.moat.localazure.resourcemanager.AzureWorld.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir private Path directory;

  @Test
  void resources_and_work_under_way_outlive_the_process() throws IOException {
    StateFile file = new StateFile(directory.resolve("state.json"));
    AzureWorld before = AzureWorld.slow().withNetwork();
    ArmReply put = before.put(SUBNET, "{'properties':{'addressPrefix':'10.0.1.0/27'}}");
    before.azure.principals().forget("gone");
    file.save(before.azure);

    AzureWorld after = AzureWorld.slow();
    file.load(after.azure);

    String url = header(put, "Azure-AsyncOperation");
    assertThat(after.azure.nextEnd()).isEqualTo(before.azure.nextEnd());
    assertThat(after.azure.principals().canBeAssigned("gone", true)).isFalse();
    after.letWorkEnd();
    after.letWorkEnd();
    assertThat(body(after.get(url)).path("status").asText()).isEqualTo("Succeeded");
    assertThat(after.read(NETWORK + "/subnets").path("value")).hasSize(1);
  }

  @Test
  void there_need_be_no_saved_state() throws IOException {
    StateFile file = new StateFile(directory.resolve("none.json"));
    AzureWorld world = AzureWorld.instant();

    file.load(world.azure);

    assertThat(file.exists()).isFalse();
    assertThat(world.get(NETWORK).status()).isEqualTo(404);
  }
}
