package dev.moat.cli.api;

import java.util.List;

/**
 * Why a call was refused, as RFC 9457 has it.
 *
 * @param detail what could not be done, and why
 * @param advice what to do next
 * @param problems of a posted request
 */
record Problem(
    String title, int status, String code, String detail, String advice, List<Place> problems) {

  /**
   * A problem of a posted request.
   *
   * @param pointer JSON pointer to the place
   */
  record Place(String pointer, String reason, String message) {

    @Override
    public String toString() {
      return message.contains(pointer) ? message : pointer + ": " + message;
    }
  }
}
