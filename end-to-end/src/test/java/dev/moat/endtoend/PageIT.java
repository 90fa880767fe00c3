package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.DriftReport;
import dev.moat.endtoend.Browser.Colours;
import dev.moat.endtoend.Browser.Screen;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What operators see on their page and do there, in a browser, over the packaged app. */
class PageIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final OperatorsPage PAGE = new OperatorsPage(BROWSER, MOAT);

  private static final SampleRequest SOUND = SampleRequest.fresh("page-sound");
  private static final SampleRequest CHANGED = SampleRequest.fresh("page-changed");
  private static final SampleRequest FAILED = SampleRequest.fresh("page-failed");
  private static final SampleRequest REPLAYED = SampleRequest.fresh("page-replayed");
  private static final SampleRequest BY_KEYBOARD = SampleRequest.fresh("page-keyboard");
  private static final SampleRequest PLANNED = SampleRequest.fresh("page-planned");
  private static final SampleRequest REJECTED = SampleRequest.fresh("page-rejected");
  private static final SampleRequest DRIFTED =
      SampleRequest.fresh("page-drifted").with("/onDrift", "{\"action\": \"Report\"}");
  private static final String REJECTED_FOR_GOOD = "make it private, please";
  private static final String MARKUP = "<img src=x onerror=document.title='taken'>";

  private static PersonsChange opening;

  @BeforeAll
  static void posts_them_all_and_signs_in() {
    Stream.of(FAILED, REPLAYED, BY_KEYBOARD).forEach(PageIT::forbid);
    Stream.of(SOUND, CHANGED, FAILED, REPLAYED, BY_KEYBOARD, DRIFTED).forEach(MOAT::post);
    MOAT.post(REJECTED.with("/colour", "\"red\""));
    MOAT.post(REJECTED_FOR_GOOD, "rejected-for-good");
    MOAT.post("{\"" + MARKUP + "\": 1}", "markup");
    MOAT.queue("step-subnet").send("not of Moat", "dead-letter");
    MOAT.arm().createResourceGroup(PLANNED.group(), "westcentralus");
    Stream.of(SOUND, CHANGED, DRIFTED).map(MOAT::setup).forEach(setup -> setup.awaitSuccess(1));
    Stream.of(FAILED, REPLAYED, BY_KEYBOARD).map(MOAT::setup).forEach(s -> s.awaitFailure(1));
    MOAT.arm().clearFaults();
    opening = Person.alice(MOAT.arm()).openToThePublic(DRIFTED.registry());
    MOAT.setup(DRIFTED).awaitStatus(SetupStatus.DRIFTED);
    BROWSER.prefer(Colours.LIGHT);
    PAGE.signIn("Ada");
    assertThat(BROWSER.complaints()).as("complaints but for the call without a key").hasSize(1);
  }

  @BeforeEach
  void is_at_a_desk() {
    BROWSER.resize(Screen.DESKTOP);
    BROWSER.prefer(Colours.LIGHT);
  }

  @AfterEach
  void nothing_is_for_the_browser_to_complain_of() {
    assertThat(BROWSER.complaints()).isEmpty();
  }

  @Test
  void a_failed_step_is_seen_replayed_by_its_button_and_turns_green_without_a_reload() {
    PAGE.open(REPLAYED);
    assertThat(BROWSER.find(".attention").getText())
        .contains("AuthorizationFailed", "You may not.", "What to do:");
    assertThat(PAGE.stepText(StepKind.IDENTITY_GRANT)).contains("Failed");
    assertThat(PAGE.stepText(StepKind.LOCKDOWN)).contains("Pending");
    BROWSER.find(".as-table summary").click();
    BROWSER.script("window.isTheSamePage = true");

    BROWSER.click("Replay this step");
    PAGE.dialog();
    BROWSER.script(
        "const b = document.querySelector('dialog [type=submit]'); b.click(); b.click()");

    PAGE.awaitStep(StepKind.IDENTITY_GRANT, "Succeeded");
    PAGE.awaitStep(StepKind.LOCKDOWN, "Succeeded");
    BROWSER.await("a sound setup", () -> PAGE.status().filter(word -> word.equals("Succeeded")));
    assertThat(BROWSER.has(".attention")).isFalse();
    assertThat(BROWSER.find(".card .checklist").getText()).contains("resolves to");
    BROWSER.awaitText("Ada (by function key)");
    assertThat(BROWSER.script("return window.isTheSamePage")).isEqualTo(true);
    assertThat(BROWSER.find(".as-table table").isDisplayed()).as("what was open stays so").isTrue();
    assertThat(MOAT.setup(REPLAYED).historyReasons()).containsOnlyOnce("SetupReplayed");
  }

  @Test
  void a_step_is_looked_at_and_replayed_with_the_keyboard_alone() {
    PAGE.open(BY_KEYBOARD);
    BROWSER.tabTo(OperatorsPage.node(StepKind.IDENTITY_GRANT));
    BROWSER.press(Keys.ENTER);
    assertThat(BROWSER.find(".details").getText()).contains("AuthorizationFailed");

    BROWSER.tabTo(".details header button");
    BROWSER.press(Keys.ENTER);
    assertThat(PAGE.dialog().getText()).contains("Replay identity-grant");
    BROWSER.press(Keys.ESCAPE);
    BROWSER.await("no dialog", () -> BROWSER.has("dialog") ? Optional.empty() : Optional.of(true));
    assertThat(BROWSER.script("return document.activeElement.innerText"))
        .isEqualTo("Replay this step");
    BROWSER.press(Keys.SPACE);
    PAGE.dialog();
    BROWSER.tabTo("dialog button[type=submit]");
    BROWSER.press(Keys.ENTER);

    PAGE.awaitStep(StepKind.LOCKDOWN, "Succeeded");
  }

  @Test
  void a_drift_is_shown_with_what_differs_who_did_that_and_what_to_do() {
    Drift drift =
        DriftReport.latest(MOAT.setup(DRIFTED).step(StepKind.LOCKDOWN).drifts()).orElseThrow();
    ResourceChange cause = drift.cause().orElseThrow();
    PAGE.open(DRIFTED);

    WebElement told = BROWSER.find(".attention .drift");
    assertThat(told.findElement(By.cssSelector("tbody tr")).getText().split("\\s+"))
        .containsExactly("publicNetworkAccess", "Disabled", "Enabled");
    assertThat(told.getText())
        .contains(opening.person().name(), "object id " + opening.person().objectId())
        .contains("with application " + cause.actor().appId().orElseThrow())
        .contains(opening.operation(), opening.correlationId(), "Moat left it as it is.");
    assertThat(told.findElement(By.cssSelector("time")).getDomAttribute("datetime"))
        .isEqualTo(cause.at().toString());
    assertThat(BROWSER.find(".attention .advice").getText())
        .isEqualTo("What to do: Put it back, or replay the step and Moat makes it as asked.");
  }

  @Test
  void setups_are_listed_and_the_filters_are_in_the_url() {
    PAGE.open("setups");
    BROWSER.awaitText(SOUND.registry().name());
    assertThat(BROWSER.text()).contains("Identity grant AcrPull for 000");

    BROWSER.click("Failed");
    BROWSER.await("only failed ones", () -> only(PAGE.rows(), "Failed"));
    assertThat(PAGE.place()).endsWith("#/setups?status=FAILED");
    BROWSER.find("input[name=registry]").sendKeys("pageFAIL");
    BROWSER.await("only one", () -> only(PAGE.rows(), FAILED.registry().name()));
    BROWSER.find("input[name=registry]").sendKeys("nothing");
    BROWSER.awaitText("No setup is like that");
    PAGE.open("setups?registry=" + SOUND.registry().name());
    BROWSER.await("only one", () -> only(PAGE.rows(), SOUND.registry().name()));
    assertThat(BROWSER.find("input[name=registry]").getDomProperty("value"))
        .isEqualTo(SOUND.registry().name());
  }

  @Test
  void a_teardown_shows_its_plan_and_wants_the_registrys_name() {
    PAGE.open(SOUND);
    BROWSER.click("Tear down …");

    assertThat(BROWSER.find(".fates").getText())
        .contains("lockdown", "Restored", "endpoint", "Removed");
    WebElement submit = BROWSER.find("dialog button[type=submit]");
    assertThat(submit.isEnabled()).isFalse();
    BROWSER.find("input[name=typed]").sendKeys("another");
    assertThat(submit.isEnabled()).isFalse();
    BROWSER.find("input[name=typed]").clear();
    BROWSER.find("input[name=typed]").sendKeys(SOUND.registry().name());
    assertThat(submit.isEnabled()).isTrue();
    BROWSER.click("Not now");

    assertThat(BROWSER.has("dialog")).isFalse();
    assertThat(MOAT.setup(SOUND).step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void what_is_asked_of_a_setup_that_has_changed_meanwhile_is_refused_and_said() {
    PAGE.open(CHANGED);
    BROWSER.click("Restore …");
    BROWSER.find("input[name=typed]").sendKeys(CHANGED.registry().name());

    MOAT.post(CHANGED.requestId("page-changed-2"));
    MOAT.setup(CHANGED).awaitSuccess(2);
    BROWSER.click("Restore");

    BROWSER.awaitText("has changed since it was looked at; nothing was done.");
    assertThat(BROWSER.find("dialog button[type=submit]").isEnabled()).isTrue();
    BROWSER.click("Not now");
    assertThat(MOAT.setup(CHANGED).status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(BROWSER.complaints()).hasSize(1).first().asString().contains("412");
  }

  @Test
  void a_request_is_planned_then_submitted(@TempDir Path folder) throws IOException {
    PAGE.open("plan");
    BROWSER.findHidden("input[type=file]").sendKeys(file(folder, PLANNED.text()));
    BROWSER.click("Show what it would do");
    assertThat(BROWSER.find(".forecast").getText())
        .contains("Every step can be done.", "Private endpoint secureacr-pe", "Created");
    assertThat(MOAT.setup(PLANNED).exists()).isFalse();

    BROWSER.click("Submit the request …");
    BROWSER.click("Submit");

    PAGE.awaitStep(StepKind.LOCKDOWN, "Succeeded");
    assertThat(PAGE.place()).endsWith("#/setups/" + PLANNED.setup());
  }

  @Test
  void a_rejected_request_is_read_mended_and_posted_again() {
    PAGE.open("rejected");
    BROWSER.click(REJECTED.requestId());
    BROWSER.awaitText("UnknownField");
    BROWSER.awaitText("/colour");

    BROWSER.script(
        """
        const field = document.querySelector('textarea');
        field.value = field.value.replace(/,\\s*"colour": "red"/, '');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        """);
    BROWSER.click("Post it again …");
    assertThat(PAGE.dialog().getText()).contains("as you have mended it");
    BROWSER.click("Post it");

    BROWSER.await(
        "the list", () -> Optional.of(PAGE.place()).filter(p -> p.endsWith("#/rejected")));
    MOAT.setup(REJECTED).awaitSuccess(1);
  }

  @Test
  void markup_in_what_somebody_posted_is_shown_as_the_text_it_is() {
    PAGE.open("rejected/" + keyOf("markup"));

    BROWSER.awaitText("UnknownField at '/" + MARKUP + "'");
    assertThat(BROWSER.all("img[src=x]")).isEmpty();
    assertThat(BROWSER.script("return document.title")).isNotEqualTo("taken");
  }

  @Test
  void a_dead_letter_is_read_and_discarded() {
    Await.until(
        "a dead letter",
        Duration.ofSeconds(30),
        () -> MOAT.queue("step-subnet").deadLetters().stream().findFirst(),
        () -> "there is none");
    PAGE.open("dead-letters");
    BROWSER.click("step-subnet1");
    BROWSER.click(Run.messageId("dead-letter"));
    BROWSER.awaitText("MaxDeliveryCountExceeded");
    BROWSER.awaitText("not of Moat");

    BROWSER.click("Discard …");
    BROWSER.click("Discard it");

    BROWSER.awaitText("This queue has no dead letters.");
    assertThat(MOAT.queue("step-subnet").deadLetters()).isEmpty();
  }

  @Test
  void the_key_is_in_no_url_and_forgotten_at_sign_out() {
    PAGE.open("setups");
    BROWSER.awaitText(SOUND.registry().name());
    assertThat(PAGE.place()).doesNotContain(MOAT.moat().api().key());

    BROWSER.click("Sign out");
    BROWSER.find("input[name=key]").sendKeys("wrong" + Keys.ENTER);
    BROWSER.awaitText("Moat did not take this key.");
    assertThat(BROWSER.text()).doesNotContain(SOUND.registry().name());
    assertThat(BROWSER.complaints()).hasSize(1).first().asString().contains("401");
    BROWSER.script("sessionStorage.clear()");
    PAGE.signIn("Ada");
    assertThat(BROWSER.complaints()).hasSize(1).first().asString().contains("401");
    assertThat(BROWSER.script("return JSON.stringify(localStorage)")).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT"})
  void every_view_fits_its_screen_and_is_accessible(
      Screen screen, Colours colours, @TempDir Path folder) throws IOException {
    BROWSER.resize(screen);
    BROWSER.prefer(colours);
    String suffix = "-" + (screen + "-" + colours).toLowerCase(Locale.ROOT);

    PAGE.open("setups");
    BROWSER.awaitText(SOUND.registry().name());
    inspect("list" + suffix);
    PAGE.open(FAILED);
    inspect("failed" + suffix);
    BROWSER.find(OperatorsPage.node(StepKind.ENDPOINT)).click();
    BROWSER.find(".details");
    inspect("details" + suffix);
    PAGE.open(DRIFTED);
    BROWSER.find(".attention .drift");
    inspect("drifted" + suffix);
    PAGE.open(SOUND);
    inspect("succeeded" + suffix);
    BROWSER.click("Tear down …");
    BROWSER.find(".fates");
    inspect("teardown" + suffix);
    BROWSER.click("Not now");
    PAGE.open("plan");
    BROWSER.findHidden("input[type=file]").sendKeys(file(folder, SOUND.text()));
    BROWSER.click("Show what it would do");
    BROWSER.find(".forecast");
    inspect("plan" + suffix);
    PAGE.open("rejected");
    BROWSER.awaitText("NotJson");
    inspect("rejected" + suffix);
    PAGE.open("dead-letters");
    BROWSER.awaitText("step-lockdown");
    inspect("dead-letters" + suffix);
  }

  @Test
  void a_setup_that_cannot_be_read_is_named_beside_those_that_can() {
    String setup = "from-the-future-0123456789";
    MOAT.tables()
        .putRow(
            "setups",
            setup,
            "setup",
            """
            {"schema": 99, "setup": "%s", "status": "RUNNING", "registry": "from-the-future", "json": "{}"}
            """
                .formatted(setup));
    try {
      PAGE.open("setups");
      BROWSER.awaitText("Not shown, because it could not be read");
      BROWSER.awaitText(SOUND.registry().name());
      assertThat(BROWSER.find(".callout.bad").getText()).contains(setup, "its schema is 99");
      inspect("unreadable-desktop-light");
    } finally {
      MOAT.tables().deleteRow("setups", setup, "setup");
    }
  }

  /** Everybody can use the view as it is, and nothing of it is beside the screen. */
  private static void inspect(String view) {
    BROWSER.shoot(view);
    assertThat(BROWSER.sidewaysScroll()).as("pixels beside the screen in " + view).isZero();
    assertThat(view.endsWith("dark") ? Axe.weakContrasts(BROWSER) : Axe.violations(BROWSER))
        .as("accessibility of " + view)
        .isEmpty();
  }

  /** The rows, when there are some and all have these words. */
  private static Optional<List<String>> only(List<String> rows, String words) {
    boolean all = !rows.isEmpty() && rows.stream().allMatch(row -> row.contains(words));
    return all ? Optional.of(rows) : Optional.empty();
  }

  private static String file(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("request.json"), text).toString();
  }

  /** The key of a rejected request, made of its message's id. */
  private static String keyOf(String messageId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(messageId.getBytes(StandardCharsets.UTF_8));
  }

  /** Whatever grants a role on this registry is told that it may not. */
  private static void forbid(SampleRequest request) {
    MOAT.arm()
        .addFault(
            """
            {"method": "PUT", "path": "%s/.*/roleAssignments/", "times": 99,
             "answer": {"status": 403, "code": "AuthorizationFailed", "message": "You may not."}}
            """
                .formatted(request.registry()));
  }
}
