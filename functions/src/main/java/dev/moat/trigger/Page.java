package dev.moat.trigger;

import dev.moat.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The operators' page: files of the jar, by their exact names and no others. Browsers keep them,
 * and ask each time whether they are still the same.
 */
final class Page {

  /**
   * What is sent.
   *
   * @param status an HTTP status
   * @param body possibly empty
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  private record File(String type, String tag, String content) {}

  private static final int OK = 200;
  private static final int FOUND = 302;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;

  private static final String FOLDER = "page/";
  private static final String INDEX = "index.html";

  /**
   * The browser loads and calls nothing but this app, runs no script within the markup, makes no
   * markup of text, and shows the page in no frame.
   */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
              + " 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static final Map<String, File> FILES = read();

  private Page() {}

  /**
   * Answers a call for the page.
   *
   * @param path of the URL: {@code /api/ui} or {@code /api/ui/<name>}
   * @param ifNoneMatch the tags of what the browser has kept
   */
  static Answer answer(String path, Optional<String> ifNoneMatch) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      // What the page names is relative to "ui", without a slash.
      return new Answer(FOUND, Map.of("Location", "../ui"), "");
    }
    File file = FILES.get(name.toLowerCase(Locale.ROOT).equals("ui") ? INDEX : name);
    if (file == null) {
      return new Answer(NOT_FOUND, SECURITY, "");
    }
    boolean kept = ifNoneMatch.filter(tags -> tags.contains(file.tag())).isPresent();
    return new Answer(kept ? NOT_MODIFIED : OK, headers(file), kept ? "" : file.content());
  }

  private static Map<String, String> headers(File file) {
    Map<String, String> headers = new LinkedHashMap<>(SECURITY);
    headers.put("Content-Type", file.type());
    headers.put("ETag", file.tag());
    headers.put("Cache-Control", "no-cache");
    return headers;
  }

  /** The names stand in {@code page/files.txt}, one a line. */
  private static Map<String, File> read() {
    Map<String, File> files = new LinkedHashMap<>();
    content("files.txt").lines().forEach(name -> files.put(name, file(name)));
    return files;
  }

  private static File file(String name) {
    String content = content(name);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("No content type is known for the file " + name);
    }
    return new File(type, '"' + Sha256.hex(content) + '"', content);
  }

  private static String content(String name) {
    try (InputStream stream = Page.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new IllegalStateException("The app was built without the file " + FOLDER + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the file " + FOLDER + name, e);
    }
  }
}
