package dev.moat.localazure.resourcemanager.https;

import dev.moat.localazure.eventgrid.EventGrid;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.util.Optional;

/**
 * What the control surface acts on.
 *
 * @param resourceManager whose calls and faults these are
 * @param tokens issues tokens for persons
 * @param eventGrid whose events these are; without one there are none
 */
public record Controls(
    ResourceManager resourceManager, TokenIssuer tokens, Optional<EventGrid> eventGrid) {}
