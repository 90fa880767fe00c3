package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event subscription that events are sent to.
 *
 * @param id its resource id
 * @param name its name
 * @param source the subscription or resource group whose events it is about
 * @param properties as they were written, the whole {@code endpointUrl} among them
 */
public record EventSubscription(String id, String name, String source, JsonNode properties) {}
