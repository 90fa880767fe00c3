package dev.moat.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a window, started once for a test class. Its driver gives it an empty profile,
 * and deletes that at the end.
 */
final class Browser implements BeforeAllCallback, AfterAllCallback {

  /** How wide and high a screen is, in pixels of CSS. */
  enum Screen {
    DESKTOP(1280, 900),
    PHONE(360, 740);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** What the system prefers. */
  enum Colours {
    LIGHT,
    DARK;

    private String label() {
      return this == LIGHT ? "light" : "dark";
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String HEIGHT =
      "document.querySelector('dialog') ? innerHeight : document.documentElement.scrollHeight";
  private static final String BUTTON =
      "//*[self::button or self::a][normalize-space()='%s' and not(@disabled)]";
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private @Nullable ChromeDriver driver;

  @Override
  public void beforeAll(ExtensionContext context) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(onPath("chromium").toFile());
    options.addArguments(ARGUMENTS);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    // With the driver's path given, nothing looks for one elsewhere.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (driver != null) {
      driver.quit();
    }
  }

  void open(String url) {
    driver().get(url);
  }

  void resize(Screen screen) {
    driver()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of(
                "width",
                screen.width,
                "height",
                screen.height,
                "deviceScaleFactor",
                1,
                "mobile",
                screen == Screen.PHONE));
  }

  void prefer(Colours colours) {
    Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", colours.label());
    driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** The only element, once it is there and can be seen. */
  WebElement find(String css) {
    return await(css, () -> all(css).filter(WebElement::isDisplayed).reduce((one, other) -> one));
  }

  /** The first button or link with these words, once it is there and can be used. */
  WebElement button(String words) {
    return await(
        "a button '" + words + "'",
        () ->
            driver().findElements(By.xpath(BUTTON.formatted(words))).stream()
                .filter(WebElement::isDisplayed)
                .findFirst());
  }

  /** The only element, once it is there, be it seen or not. */
  WebElement findHidden(String css) {
    return await(css, () -> all(css).reduce((one, other) -> one));
  }

  boolean has(String css) {
    return all(css).anyMatch(WebElement::isDisplayed);
  }

  Stream<WebElement> all(String css) {
    return driver().findElements(By.cssSelector(css)).stream();
  }

  void click(String words) {
    button(words).click();
  }

  /** Presses keys, wherever the focus is. */
  void press(CharSequence... keys) {
    driver().switchTo().activeElement().sendKeys(keys);
  }

  /** Presses the tabulator until an element that is like that has the focus. */
  void tabTo(String css) {
    for (int presses = 0; presses < 200; presses++) {
      if (Boolean.TRUE.equals(script("return document.activeElement.matches(arguments[0])", css))) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("No press of the tabulator leads to " + css);
  }

  /** All that can be read on the page. */
  String text() {
    return String.valueOf(script("return document.body.innerText"));
  }

  void awaitText(String words) {
    await("'" + words + "'", () -> Optional.of(text()).filter(text -> text.contains(words)));
  }

  /** How many pixels the page is wider than the screen. */
  long sidewaysScroll() {
    Object width =
        script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) width).longValue();
  }

  @Nullable Object script(String text, Object... arguments) {
    return driver().executeScript(text, arguments);
  }

  <T> @Nullable T asyncScript(String text, Class<T> type) {
    return type.cast(driver().executeAsyncScript(text));
  }

  /** What the browser found to complain of since the last call. */
  List<String> complaints() {
    return StreamSupport.stream(driver().manage().logs().get(LogType.BROWSER).spliterator(), false)
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Writes the page, or what is seen of it behind a dialog, to the folder for screenshots. */
  void shoot(String name) {
    Map<String, Object> clip =
        Map.of(
            "x", 0,
            "y", 0,
            "width", number("innerWidth"),
            "height", number(HEIGHT),
            "scale", 1);
    Map<String, Object> picture =
        driver()
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
    Path folder = Path.of(System.getProperty("moat.screenshots"));
    try {
      Files.write(
          Files.createDirectories(folder).resolve(name + ".png"),
          Base64.getDecoder().decode((String) picture.get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a screenshot to " + folder, e);
    }
  }

  <T> T await(String wanted, Supplier<Optional<T>> look) {
    return Await.until(wanted, PATIENCE, () -> unlessDrawnAnew(look), this::text);
  }

  /** The page may be drawn anew between finding an element and asking it. */
  private static <T> Optional<T> unlessDrawnAnew(Supplier<Optional<T>> look) {
    try {
      return look.get();
    } catch (StaleElementReferenceException e) {
      return Optional.empty();
    }
  }

  private Object number(String expression) {
    return Optional.ofNullable(script("return " + expression)).orElseThrow();
  }

  private ChromeDriver driver() {
    if (driver == null) {
      throw new IllegalStateException("The browser was not started");
    }
    return driver;
  }

  private static Path onPath(String program) {
    return Stream.of(System.getenv("PATH").split(System.getProperty("path.separator")))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no '" + program + "' on the path: run end-to-end/install-chromium"));
  }
}
