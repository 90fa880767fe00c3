package dev.moat.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;

/** One finding of the schema, in this product's words. */
final class SchemaProblem {

  /** The schema's keyword for what the contract has and this version has not. */
  static final String PLANNED = "x-planned";

  private final JsonNode document;
  private final ValidationMessage finding;

  /** The part of the schema whose keyword was not met. */
  private final JsonNode schema;

  /**
   * @param document the whole schema
   */
  SchemaProblem(JsonNode document, ValidationMessage finding) {
    this.document = document;
    this.finding = finding;
    String keyword = finding.getSchemaLocation().getFragment().toString();
    this.schema = document.at(keyword.substring(0, keyword.lastIndexOf('/')));
  }

  void addTo(Problems problems) {
    switch (finding.getType()) {
      case "required" -> addMissing(problems);
      case "additionalProperties" -> addUnknown(problems);
      case "propertyNames" ->
          problems.add(
              Reason.INVALID_VALUE,
              child(),
              "has a name that is not valid. " + expected(schema.path("propertyNames")));
      case "enum" -> addNotInList(problems);
      case "type" -> add(problems, Reason.WRONG_TYPE, found() + ", which is no " + wanted());
      case "minItems" ->
          add(
              problems,
              Reason.TOO_FEW_ITEMS,
              "has " + finding.getInstanceNode().size() + " items, which are too few");
      case "maxItems" ->
          add(
              problems,
              Reason.TOO_MANY_ITEMS,
              "has " + finding.getInstanceNode().size() + " items, which are too many");
      case "maxLength" -> add(problems, Reason.INVALID_VALUE, "is too long: " + length());
      default -> add(problems, Reason.INVALID_VALUE, found() + ", which is not valid");
    }
  }

  private void addMissing(Problems problems) {
    JsonNode wanted = resolved(schema.path("properties").path(finding.getProperty()));
    problems.add(
        reasonAt(child(), Reason.MISSING_FIELD), child(), "is missing. " + expected(wanted));
  }

  private void addUnknown(Problems problems) {
    JsonNode planned = schema.path(PLANNED).path(finding.getProperty());
    if (planned.isMissingNode()) {
      problems.add(
          Reason.UNKNOWN_FIELD,
          child(),
          "is no field of the contract. Known here are: " + fieldNames() + ".");
    } else {
      addPlanned(problems, child(), "is in the contract", planned);
    }
  }

  private void addNotInList(Problems problems) {
    JsonNode planned = schema.path(PLANNED).path(finding.getInstanceNode().asText());
    if (planned.isMissingNode()) {
      problems.add(
          Reason.INVALID_VALUE,
          here(),
          found() + ", which is none of its values. Expected is one of: " + values() + ".");
    } else {
      addPlanned(problems, here(), found() + ", which is in the contract", planned);
    }
  }

  private void addPlanned(Problems problems, String pointer, String words, JsonNode planned) {
    problems.add(
        Reason.NOT_SUPPORTED_YET,
        pointer,
        "%s, but this version of Moat cannot do it yet: %s. Leave it out."
            .formatted(words, planned.asText()));
  }

  private void add(Problems problems, Reason reason, String sentence) {
    problems.add(reasonAt(here(), reason), here(), sentence + ". " + expected(schema));
  }

  private static Reason reasonAt(String pointer, Reason reason) {
    return pointer.equals("/requestId") ? Reason.INVALID_REQUEST_ID : reason;
  }

  private String here() {
    return finding.getInstanceLocation().toString();
  }

  private String child() {
    return Field.pointer(here(), finding.getProperty());
  }

  private String found() {
    JsonNode node = finding.getInstanceNode();
    return switch (node.getNodeType()) {
      case STRING -> "is '" + Quoted.of(node.textValue()) + "'";
      case ARRAY -> "is an array";
      case OBJECT -> "is an object";
      default -> "is " + Quoted.of(node.asText());
    };
  }

  /** The type that was wanted, in JSON's word for it. */
  private String wanted() {
    return finding.getSchemaNode().asText();
  }

  private String length() {
    return finding.getInstanceNode().asText().length() + " characters";
  }

  private String fieldNames() {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private String values() {
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(value -> values.add(value.asText()));
    return String.join(", ", values);
  }

  private static String expected(JsonNode schema) {
    return "Expected: " + schema.path("description").asText();
  }

  /** A schema may refer to another and describe itself all the same. */
  private JsonNode resolved(JsonNode part) {
    boolean describesItself = part.has("description") || !part.has("$ref");
    return describesItself ? part : document.at(part.path("$ref").asText().substring(1));
  }
}
