package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A resource that exists: its id, what was written into it, and its present ETag. */
final class Resource {
  private final ResourceId id;
  private ObjectNode body;
  private String etag;

  Resource(ResourceId id, ObjectNode body, String etag) {
    this.id = id;
    this.body = body;
    this.etag = etag;
  }

  ResourceId id() {
    return id;
  }

  String key() {
    return id.key();
  }

  String name() {
    return id.name();
  }

  ObjectNode body() {
    return body;
  }

  void replaceBody(ObjectNode newBody) {
    body = newBody;
  }

  String etag() {
    return etag;
  }

  void changeEtag(String newEtag) {
    etag = newEtag;
  }

  ObjectNode properties() {
    return body.withObjectProperty("properties");
  }

  String property(String pointer) {
    return Json.text(properties(), pointer);
  }

  String location() {
    return body.path("location").asText("");
  }

  String provisioningState() {
    return properties().path("provisioningState").asText("");
  }

  void provisioning(String state) {
    properties().put("provisioningState", state);
  }

  boolean hasSucceeded() {
    return provisioningState().equals("Succeeded");
  }
}
