package dev.moat.arm;

/**
 * The api-versions that Moat speaks, one for each provider. They are those of the typed models that
 * the bodies are checked against, so that what is checked is what is sent.
 */
public final class ApiVersions {

  /** Virtual networks, subnets, private endpoints, zone groups, network interfaces. */
  public static final String NETWORK = "2025-03-01";

  /** Private DNS zones, their links and their records. */
  public static final String PRIVATE_DNS = "2024-06-01";

  /** Registries; the first stable versions that tell {@code roleAssignmentMode} are of 2025. */
  public static final String REGISTRY = "2025-11-01";

  /**
   * Registries as the service-endpoint rules see them: {@code networkRuleSet.virtualNetworkRules}
   * is in no stable version.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acr/network_rule.py">The
   *     Azure CLI, which uses this version for them</a>
   */
  public static final String REGISTRY_VIRTUAL_NETWORK_RULES = "2021-08-01-preview";

  /**
   * The tasks of registries; the stable versions before it do not tell their agent pools, and there
   * is none after it.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerregistry/resource-manager/Microsoft.ContainerRegistry/preview/2019-06-01-preview/examples/TasksList.json">A
   *     list of tasks</a>
   */
  public static final String REGISTRY_TASKS = "2019-06-01-preview";

  /** Role assignments. */
  public static final String AUTHORIZATION = "2022-04-01";

  private ApiVersions() {}
}
