package dev.moat.localazure.host.worker;

/**
 * A value on its way from the host to the worker, in the forms of the real protocol's {@code
 * TypedData}: what a parameter can be converted to depends on the form.
 */
public sealed interface Datum {

  /** Plain text. */
  record Text(String value) implements Datum {}

  /** JSON text: numbers, dates (with their quotes) and dictionaries in metadata, or a JSON body. */
  record Json(String value) implements Datum {}

  /** Binary content of an HTTP request. */
  record Bytes(byte[] value) implements Datum {}

  /** An HTTP request. */
  record Http(HttpRequestData value) implements Datum {}

  /** Nothing was sent, for example an HTTP request without a body. */
  record Empty() implements Datum {}
}
