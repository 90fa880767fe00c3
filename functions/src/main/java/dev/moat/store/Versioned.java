package dev.moat.store;

/**
 * A record and the version it was read at.
 *
 * @param version opaque; a write that names an older one than the stored one is refused
 */
public record Versioned<T>(T value, String version) {}
