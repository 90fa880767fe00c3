package dev.moat.model;

/**
 * One thing that was read from Azure and proves a part of the private path.
 *
 * @param statement what was found, in words, such as {@code secureacr2021.azurecr.io resolves to
 *     10.0.1.5}
 */
public record Fact(String statement, ResourceId readFrom) {}
