package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.endtoend.Browser.Colours;
import dev.moat.endtoend.Browser.Screen;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What operators see on their page and do there, in a browser, over the packaged app. */
class PageIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final OperatorsPage PAGE = new OperatorsPage(BROWSER, MOAT);

  private static final SampleRequest SOUND = SampleRequest.fresh("page-sound");
  private static final SampleRequest FAILED = SampleRequest.fresh("page-failed");
  private static final SampleRequest REPLAYED = SampleRequest.fresh("page-replayed");
  private static final SampleRequest BY_KEYBOARD = SampleRequest.fresh("page-keyboard");

  @BeforeAll
  static void posts_them_all_and_signs_in() {
    Stream.of(FAILED, REPLAYED, BY_KEYBOARD).forEach(PageIT::forbid);
    Stream.of(SOUND, FAILED, REPLAYED, BY_KEYBOARD).forEach(MOAT::post);
    MOAT.setup(SOUND).awaitSuccess(1);
    Stream.of(FAILED, REPLAYED, BY_KEYBOARD).map(MOAT::setup).forEach(s -> s.awaitFailure(1));
    MOAT.arm().clearFaults();
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
    BROWSER.script("window.isTheSamePage = true");

    BROWSER.click("Replay this step");
    BROWSER.click("Replay");

    PAGE.awaitStep(StepKind.IDENTITY_GRANT, "Succeeded");
    PAGE.awaitStep(StepKind.LOCKDOWN, "Succeeded");
    assertThat(BROWSER.find("h1 + .badge").getText()).isEqualTo("Succeeded");
    assertThat(BROWSER.has(".attention")).isFalse();
    assertThat(BROWSER.find(".checklist").getText()).contains("resolves to");
    BROWSER.awaitText("Ada (by function key)");
    assertThat(BROWSER.script("return window.isTheSamePage")).isEqualTo(true);
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
    assertThat(BROWSER.has("dialog")).isFalse();
    assertThat(BROWSER.script("return document.activeElement.innerText"))
        .isEqualTo("Replay this step");
    BROWSER.press(Keys.SPACE);
    PAGE.dialog();
    BROWSER.tabTo("dialog button[type=submit]");
    BROWSER.press(Keys.ENTER);

    PAGE.awaitStep(StepKind.LOCKDOWN, "Succeeded");
  }

  @Test
  void a_teardown_shows_its_plan_and_wants_the_registrys_name() {
    PAGE.open(SOUND);
    BROWSER.click("Tear down …");

    assertThat(BROWSER.find(".fates").getText())
        .contains("lockdown", "Restored", "endpoint", "Removed");
    assertThat(BROWSER.find("dialog button[type=submit]").isEnabled()).isFalse();
    BROWSER.find("input[name=typed]").sendKeys("another");
    assertThat(BROWSER.find("dialog button[type=submit]").isEnabled()).isFalse();
    BROWSER.find("input[name=typed]").clear();
    BROWSER.find("input[name=typed]").sendKeys(SOUND.registry().name());
    assertThat(BROWSER.find("dialog button[type=submit]").isEnabled()).isTrue();
    BROWSER.click("Not now");

    assertThat(BROWSER.has("dialog")).isFalse();
    assertThat(MOAT.setup(SOUND).step(StepKind.LOCKDOWN).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT", "PHONE, DARK"})
  void every_view_fits_its_screen_and_is_accessible(Screen screen, Colours colours) {
    BROWSER.resize(screen);
    BROWSER.prefer(colours);
    String suffix = "-" + (screen + "-" + colours).toLowerCase(Locale.ROOT);

    PAGE.open(FAILED);
    inspect("failed" + suffix);
    BROWSER.find(OperatorsPage.node(StepKind.ENDPOINT)).click();
    BROWSER.find(".details");
    inspect("details" + suffix);
    PAGE.open(SOUND);
    inspect("succeeded" + suffix);
    BROWSER.click("Tear down …");
    BROWSER.find(".fates");
    inspect("teardown" + suffix);
  }

  /** Everybody can use the view as it is, and nothing of it is beside the screen. */
  private static void inspect(String view) {
    BROWSER.shoot(view);
    assertThat(BROWSER.sidewaysScroll()).as("pixels beside the screen in " + view).isZero();
    assertThat(Axe.violations(BROWSER)).as("accessibility of " + view).isEmpty();
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
