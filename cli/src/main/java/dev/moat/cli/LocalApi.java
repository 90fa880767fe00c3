package dev.moat.cli;

import dev.moat.cli.api.ApiAddress;
import dev.moat.cli.api.ApiKey;
import dev.moat.localazure.launch.Endpoints;
import java.util.Optional;

/**
 * Where the HTTP API of a local Moat is.
 *
 * @param url to which the paths of {@code openapi.json} are added, without a slash at its end
 * @param key for the header {@code x-functions-key}
 */
public record LocalApi(String url, String key) {

  static LocalApi of(Endpoints endpoints) {
    return new LocalApi(endpoints.functionsUrl() + "/api/v1", endpoints.functionsKey());
  }

  /** The same for the operators' commands. */
  ApiAddress address() {
    return ApiAddress.of(url, Optional.of(new ApiKey(key, "the running stack")), Optional.empty());
  }
}
