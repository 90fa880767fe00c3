package dev.moat.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The port to Azure Resource Manager. Each call but {@link #list} is one round trip: nothing here
 * waits for Azure, retries or sleeps. A refusal by Azure (any status that is not a success, and 404
 * on a write) is thrown as an {@link ArmException}; {@link ArmErrors} tells what it means.
 */
public interface Arm {

  /** The resource, or empty when Azure answers that it, or its parent or group, is not there. */
  Optional<ArmResource> get(ResourceId id, String apiVersion);

  /**
   * The resources of a collection, such as the links of a zone; empty when what holds the
   * collection is not there. One round trip for each page.
   *
   * @param collection the path of the collection, such as {@code …/privateDnsZones/z/A}; it may
   *     carry a query, such as {@code ?$filter=…}, not yet encoded
   */
  default List<ObjectNode> list(String collection, String apiVersion) {
    Page page = firstPage(collection, apiVersion);
    List<ObjectNode> all = new ArrayList<>(page.items());
    while (page.nextLink().isPresent()) {
      page = nextPage(page.nextLink().get());
      all.addAll(page.items());
    }
    return List.copyOf(all);
  }

  /**
   * The first page of a collection; empty when what holds the collection is not there.
   *
   * @param collection as for {@link #list}
   */
  Page firstPage(String collection, String apiVersion);

  /**
   * The page after another; empty when what holds the collection is not there any more.
   *
   * @param nextLink as Azure gave it with the page before
   */
  Page nextPage(String nextLink);

  /** Begins to create the resource, or to replace it. */
  Begun put(ResourceId id, String apiVersion, JsonNode body);

  /**
   * Begins to replace the resource, if it still is the one that was read.
   *
   * @param etag of the resource as it was read
   */
  Begun putIfMatch(ResourceId id, String apiVersion, JsonNode body, String etag);

  /** Begins to change the properties that the body names, and leaves the others. */
  Begun patch(ResourceId id, String apiVersion, JsonNode body);

  /** Begins to remove the resource; one that is not there is as good as removed. */
  Begun delete(ResourceId id, String apiVersion);

  /**
   * The same port, whose changes Azure is asked to log under this correlation id. Azure's contract
   * with resource providers counts the header among its own, and Terraform's provider sends it
   * nonetheless; so {@link Begun#correlationId()} tells what was taken.
   *
   * @param correlationId a GUID
   * @see <a
   *     href="https://github.com/Azure/azure-resource-manager-rpc/blob/master/v1.0/common-api-details.md">Proxy
   *     request header modifications</a>
   */
  Arm logging(String correlationId);

  /** Asks once how far an operation is. */
  OperationStatus poll(Operation operation);
}
