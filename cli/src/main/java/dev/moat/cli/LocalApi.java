package dev.moat.cli;

import dev.moat.localazure.launch.Endpoints;

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
}
