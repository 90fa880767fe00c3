package dev.moat.localazure.identity;

/**
 * An identity that tokens are handed out for.
 *
 * @param objectId the principal in the directory, claim {@code oid}
 * @param clientId the application of the principal, claim {@code appid}
 */
public record ManagedIdentity(String objectId, String clientId) {}
