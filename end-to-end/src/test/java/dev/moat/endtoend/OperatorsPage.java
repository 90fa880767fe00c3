package dev.moat.endtoend;

import dev.moat.model.StepKind;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.WebElement;

/** The operators' page in a browser. */
record OperatorsPage(Browser browser, MoatExtension moat) {

  /** Signs in with the app's key, and stays so until the browser ends. */
  void signIn(String name) {
    browser.open(url());
    browser.find("input[name=key]").sendKeys(moat.moat().api().key());
    browser.find("input[name=name]").sendKeys(name);
    browser.click("Sign in");
    browser.button("Sign out");
  }

  /** Goes to a place of the page, such as {@code setups?status=FAILED}. */
  void open(String place) {
    browser.open(url() + "#/" + place);
  }

  /** Goes to the page of a setup, and waits until its graph and its history are there. */
  void open(SampleRequest request) {
    open("setups/" + request.setup());
    browser.find(".timeline li:first-child");
    browser.find(node(StepKind.LOCKDOWN));
  }

  /** What the box of the only step of a kind says. */
  String stepText(StepKind kind) {
    return browser.find(node(kind)).getText();
  }

  /** Waits until the box of the only step of a kind has this word. */
  void awaitStep(StepKind kind, String word) {
    browser.await(
        kind + " " + word, () -> Optional.of(stepText(kind)).filter(text -> text.contains(word)));
  }

  /** Selects the box of the only step of a kind. */
  static String node(StepKind kind) {
    return ".node[data-step^='" + kind.label() + "']";
  }

  /** The word of the setup's status. */
  Optional<String> status() {
    return Optional.of(browser.find("h1 + .badge").getText());
  }

  /** What the rows of the list say. */
  List<String> rows() {
    return browser.all(".row").map(WebElement::getText).toList();
  }

  /** The URL where the browser is. */
  String place() {
    return String.valueOf(browser.script("return location.href"));
  }

  WebElement dialog() {
    return browser.find("dialog[open]");
  }

  String url() {
    return moat.moat().azure().endpoints().functionsUrl() + "/api/ui";
  }
}
