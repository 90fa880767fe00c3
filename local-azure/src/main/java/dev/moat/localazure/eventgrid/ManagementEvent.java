package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Something happened to a resource.
 *
 * @param id a GUID
 * @param subject the resource id, in a case that Azure does not keep
 * @param type such as {@code Microsoft.Resources.ResourceWriteSuccess}
 * @param time when it happened
 * @param data what the schema of subscription events says
 */
record ManagementEvent(String id, String subject, String type, Instant time, ObjectNode data) {
  static final String DATA_VERSION = "2";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

  String timeText() {
    return text(time);
  }

  /** A time as Azure writes it, in seven digits after the second. */
  static String text(Instant time) {
    return TIME.format(time);
  }
}
