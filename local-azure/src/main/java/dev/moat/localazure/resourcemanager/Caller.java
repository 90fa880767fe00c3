package dev.moat.localazure.resourcemanager;

/**
 * Who calls, as the claims of the token say.
 *
 * @param objectId the directory object of the principal, claim {@code oid}
 * @param applicationId the application of the principal, claim {@code appid}
 */
public record Caller(String objectId, String applicationId) {}
