package dev.moat.step;

/**
 * Somebody who reaches a registry today and will not once it is locked.
 *
 * @param who such as {@code The task 'nightly'}
 * @param advice what to do before the lock
 */
public record AccessLoss(String who, String why, String advice) {}
