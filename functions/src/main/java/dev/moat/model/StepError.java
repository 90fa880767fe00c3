package dev.moat.model;

/**
 * Why a step failed.
 *
 * @param code a stable name, such as {@code RegistryNotPremium} or Azure's own error code
 * @param message what could not be done, to which resource, and why
 * @param advice what to do next
 */
public record StepError(String code, String message, String advice) {}
