package dev.moat.localazure.host.http;

import java.util.Optional;

/** A part of the host's HTTP side. */
public interface HttpEndpoint {

  /**
   * Answers the call, or empty when it is not for this endpoint. Blocks until the answer is there.
   */
  Optional<HttpReply> answer(HttpCall call);
}
