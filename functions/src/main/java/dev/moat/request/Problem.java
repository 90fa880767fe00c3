package dev.moat.request;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) into the request; empty for the whole of it;
 *     cut short where a caller made it very long
 * @param message what is there, what is expected, and what to do; begins with the pointer
 */
public record Problem(Reason reason, String pointer, String message) {}
