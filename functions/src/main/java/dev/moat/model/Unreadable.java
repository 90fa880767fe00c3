package dev.moat.model;

/**
 * Something that belongs into a list, and that this version of Moat cannot read.
 *
 * @param id what it would be known by in the list
 * @param problem why it cannot be read, and what to do
 */
public record Unreadable(String id, String problem) {}
