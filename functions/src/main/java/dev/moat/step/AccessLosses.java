package dev.moat.step;

import dev.moat.model.ResourceId;
import java.util.List;
import java.util.stream.Collectors;

/** Who loses access with a registry's public access, in words. */
final class AccessLosses {

  private static final String IN_A_LINKED_NETWORK = "Use a machine in a linked network.";

  private AccessLosses() {}

  static AccessLoss outside(List<ResourceId> linked) {
    return new AccessLoss(
        "Machines outside the linked networks",
        "Every network is let in today, and then only those that reach a private endpoint of the"
            + " registry, such as "
            + linked.stream().map(ResourceId::value).collect(Collectors.joining(", "))
            + ".",
        "Link their networks to the zone, or connect them to a linked one by peering, VPN or"
            + " ExpressRoute and have them resolve names there.");
  }

  static AccessLoss hostedAgents() {
    return new AccessLoss(
        "Build agents that Microsoft or GitHub hosts",
        "They run outside your networks, at changing addresses.",
        "Use a self-hosted agent in a linked network.");
  }

  static AccessLoss appService() {
    return new AccessLoss(
        "Web apps and functions of App Service that pull over the public network",
        "App Service is none of the services that Azure trusts here.",
        "Integrate them with a linked network and route their image pulls through it"
            + " (outboundVnetRouting.imagePullTraffic).");
  }

  static AccessLoss trustedServices() {
    return new AccessLoss(
        "Services that Azure trusts: Container Instances, Machine Learning, image imports, and the"
            + " scans of Microsoft Defender for Cloud",
        "networkRuleBypassOptions is None.",
        "Set it to AzureServices, if they are to keep access.");
  }

  /**
   * @param subnets of the network that have a service endpoint for registries
   */
  static AccessLoss unlinked(ResourceId network, List<String> subnets) {
    String endpoints =
        subnets.isEmpty()
            ? ""
            : "; the service endpoint of " + String.join(", ", subnets) + " ends there too";
    return new AccessLoss(
        "Machines in the network " + network,
        "It is not linked to the zone, so that they find the public address only" + endpoints + ".",
        "Ask for a link to it.");
  }

  static AccessLoss address(String range) {
    return new AccessLoss(
        "Machines at " + range,
        "An IP rule lets them in today, and public access that is off overrides all rules.",
        "Connect their network to a linked one.");
  }

  static AccessLoss subnet(String id) {
    return new AccessLoss(
        "Machines in the subnet " + id,
        "Its service endpoint lets them in today, and ends with public access.",
        "Link its network to the zone.");
  }

  static AccessLoss portal() {
    return new AccessLoss(
        "The Azure portal and az acr repository, used from outside the linked networks",
        "Repositories and tags cannot be listed from there any more.",
        IN_A_LINKED_NETWORK);
  }

  static AccessLoss quickTasks() {
    return new AccessLoss(
        "az acr build and az acr run",
        "They run on machines of Azure outside your networks.",
        "Give them an agent pool in a linked network (--agent-pool). Or: " + IN_A_LINKED_NETWORK);
  }

  static AccessLoss unread(String why) {
    return new AccessLoss(
        "Whoever else comes from outside the linked networks",
        "Who gets in today could not be read: " + why,
        "Make readable for Moat what the message names, and ask for the plan again.");
  }
}
