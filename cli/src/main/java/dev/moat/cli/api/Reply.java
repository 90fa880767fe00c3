package dev.moat.cli.api;

/**
 * An answer of the API.
 *
 * @param json as it came, for programs
 * @param value the same, for people
 */
public record Reply<T>(String json, T value) {}
