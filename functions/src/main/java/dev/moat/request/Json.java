package dev.moat.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads a text as exactly one JSON value, strictly (RFC 8259): no comments, no NaN, no field twice,
 * nothing after it. One byte order mark before it is skipped, as the RFC lets a reader do.
 */
final class Json {

  /** A request must fit a row of a table, which holds 32 K characters. */
  static final int LONGEST = 32_768;

  /** The contract nests 6 deep; more than this is nobody's honest mistake. */
  static final int DEEPEST = 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .maxNameLength(LONGEST)
                          .maxNumberLength(LONGEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  /** The value, or empty with the one problem that keeps it from being read. */
  static Optional<ObjectNode> read(String body, Problems problems) {
    if (body.length() > LONGEST) {
      problems.add(
          Reason.TOO_LONG,
          "",
          "has %d characters; at most %d are taken. Post a smaller request."
              .formatted(body.length(), LONGEST));
      return Optional.empty();
    }
    try (JsonParser parser = MAPPER.createParser(withoutByteOrderMark(body))) {
      return read(parser, problems);
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory could not be read", e);
    }
  }

  private static Optional<ObjectNode> read(JsonParser parser, Problems problems)
      throws IOException {
    try {
      JsonNode value = MAPPER.readTree(parser);
      if (value == null) {
        problems.add(Reason.NOT_JSON, "", "is empty. Post one JSON object.");
      } else if (parser.nextToken() != null) {
        problems.add(Reason.NOT_JSON, "", "has more text after its end" + at(parser));
      } else if (!(value instanceof ObjectNode object)) {
        problems.add(Reason.WRONG_TYPE, "", "is not an object. Post one JSON object.");
      } else {
        return Optional.of(object);
      }
    } catch (StreamConstraintsException e) {
      problems.add(Reason.TOO_DEEP, "", "is nested deeper than " + DEEPEST + " levels.");
    } catch (MismatchedInputException e) {
      String pointer = parser.getParsingContext().pathAsPointer().toString();
      problems.add(Reason.DUPLICATE_FIELD, pointer, "is there twice. Say it once.");
    } catch (JsonProcessingException e) {
      problems.add(
          Reason.NOT_JSON, "", "is not JSON: " + Quoted.of(e.getOriginalMessage()) + at(e));
    }
    return Optional.empty();
  }

  private static String at(JsonParser parser) {
    return at(
        parser.currentTokenLocation().getLineNr(), parser.currentTokenLocation().getColumnNr());
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? "."
        : at(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static String at(int line, int column) {
    return " (line " + line + ", column " + column + ").";
  }

  private static String withoutByteOrderMark(String body) {
    return body.startsWith("\uFEFF") ? body.substring(1) : body;
  }
}
