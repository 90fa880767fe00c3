package dev.moat.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.cli.outcome.Failure;
import dev.moat.model.SetupRequest;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A request that comes with the project.
 *
 * @param json as it is posted
 */
record Sample(String json, SetupRequest request) {

  static final String FILE = "docs/samples/secureacr.json";

  /** The resource group that the samples expect, which Moat does not create. */
  static final String RESOURCE_GROUP =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secureacrsetup";

  static final String LOCATION = "westcentralus";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The sample of the project in this folder. */
  static Sample in(Path home) {
    try {
      return of((ObjectNode) JSON.readTree(home.resolve(FILE).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the sample request " + home.resolve(FILE), e);
    }
  }

  /** The same wish under another id. */
  Sample withRequestId(String requestId) {
    try {
      return of(((ObjectNode) JSON.readTree(json)).put("requestId", requestId));
    } catch (IOException e) {
      throw new UncheckedIOException("What was read once can be read again", e);
    }
  }

  private static Sample of(ObjectNode json) {
    ParseResult result = new RequestParser().parse(json.toString());
    if (result instanceof ParseResult.Accepted accepted) {
      return new Sample(json.toString(), accepted.request());
    }
    throw new Failure(
        "The sample request is not valid: " + result,
        "Bring " + FILE + " back to what docs/request-contract.md says.");
  }
}
