package dev.moat.localazure.servicebus;

/** A configuration that cannot be used; the message says which part and why. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }
}
