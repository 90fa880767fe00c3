package dev.moat.localazure.resourcemanager;

/**
 * The role assignment that allowed a call.
 *
 * @param role the name of the role
 * @param roleAssignmentScope where it was assigned
 * @param roleAssignmentId the GUID of the assignment
 * @param roleDefinitionId the GUID of the role
 * @param principalId whom it is assigned to
 * @param principalType such as {@code ServicePrincipal}
 */
public record Evidence(
    String role,
    String roleAssignmentScope,
    String roleAssignmentId,
    String roleDefinitionId,
    String principalId,
    String principalType) {}
