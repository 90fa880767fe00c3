package dev.moat.endtoend;

import dev.moat.model.ResourceId;

/**
 * What a person did in Azure.
 *
 * @param operation as Azure's activity log names it
 * @param correlationId of the call
 */
record PersonsChange(Person person, ResourceId resource, String operation, String correlationId) {}
