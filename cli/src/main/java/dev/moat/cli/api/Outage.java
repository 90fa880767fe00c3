package dev.moat.cli.api;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What it means for people that a call had no answer. */
final class Outage {

  private Outage() {}

  /**
   * @param changes whether the call was to change something, and may have done so
   */
  static Failure of(ApiAddress address, IOException cause, boolean changes) {
    boolean neverSent = cause instanceof ConnectException || isTimeToConnect(cause);
    return new Failure(
        Exit.UNREACHABLE,
        "Cannot reach Moat at %s: %s.".formatted(address.app(), reason(cause)),
        changes && !neverSent
            ? "It may have been done all the same: look first. Asked twice, it is done once."
            : advice(cause),
        cause);
  }

  private static String reason(IOException cause) {
    if (cause.getCause() instanceof UnresolvedAddressException
        || cause.getCause() != null
            && cause.getCause().getCause() instanceof UnresolvedAddressException) {
      return "no such host";
    }
    if (cause instanceof HttpTimeoutException) {
      return isTimeToConnect(cause) ? "no connection in time" : "no answer in time";
    }
    if (cause instanceof SSLException) {
      return "no trusted connection (" + cause.getMessage() + ")";
    }
    return cause instanceof ConnectException
        ? "nothing listens there"
        : Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }

  private static boolean isTimeToConnect(IOException cause) {
    return cause instanceof HttpConnectTimeoutException;
  }

  private static String advice(IOException cause) {
    return cause instanceof SSLException
        ? "If a certificate authority of your own signed it, have Java trust that:"
            + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE"
        : "See that --url or MOAT_URL is right, that the function app runs, and that this machine"
            + " may reach it.";
  }
}
