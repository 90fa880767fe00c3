package dev.moat.localazure.servicebus.broker;

/** Why an operation was refused. */
public enum Refusal {
  ENTITY_NOT_FOUND,
  MALFORMED,
  MESSAGE_LOCK_LOST,
  MESSAGE_NOT_FOUND,
  MESSAGE_TOO_LARGE,
  NOT_ALLOWED,
  NOT_IMPLEMENTED,
  QUOTA_EXCEEDED,
  SESSION_CANNOT_BE_LOCKED,
  SESSION_LOCK_LOST
}
