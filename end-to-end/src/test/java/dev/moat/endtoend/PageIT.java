package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.endtoend.Browser.Colours;
import dev.moat.endtoend.Browser.Screen;
import dev.moat.model.StepKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators see on their page and do there, in a browser, over the packaged app. */
class PageIT {

  @RegisterExtension static final MoatExtension MOAT = MoatExtension.instant();
  @RegisterExtension static final Browser BROWSER = new Browser();

  private static final SampleRequest SOUND = SampleRequest.fresh("page-sound");
  private static final SampleRequest FAILING = SampleRequest.fresh("page-failing");
  private static final SampleRequest REPLAYED = SampleRequest.fresh("page-replayed");
  private static final SampleRequest BY_KEYBOARD = SampleRequest.fresh("page-keyboard");

  @BeforeAll
  static void posts_them_all_and_signs_in() {
    Stream.of(FAILING, REPLAYED, BY_KEYBOARD).forEach(PageIT::forbid);
    Stream.of(SOUND, FAILING, REPLAYED, BY_KEYBOARD).forEach(MOAT::post);
    MOAT.setup(SOUND).awaitSuccess(1);
    Stream.of(FAILING, REPLAYED, BY_KEYBOARD).map(MOAT::setup).forEach(s -> s.awaitFailure(1));
    signIn();
  }

  @BeforeEach
  void has_a_desk() {
    BROWSER.resize(Screen.DESKTOP);
    BROWSER.prefer(Colours.LIGHT);
  }

  @Test
  void failed_step_is_seen_and_turns_green_by_itself_when_it_is_replayed() {
    open(REPLAYED);
    BROWSER.awaitText("You may not.");
    assertThat(BROWSER.text()).contains("AuthorizationFailed", "What to do:");
    assertThat(node(StepKind.IDENTITY_GRANT)).contains("Failed");
    assertThat(node(StepKind.LOCKDOWN)).contains("Pending");
    BROWSER.script("window.neverLoadedAnew = true");

    MOAT.arm().clearFaults();
    BROWSER.click("Replay this step");
    BROWSER.click("Replay");

    BROWSER.await(
        "a green lock",
        () -> Stream.of(node(StepKind.LOCKDOWN)).filter(t -> t.contains("Succeeded")).findFirst());
    assertThat(node(StepKind.IDENTITY_GRANT)).contains("Succeeded");
    assertThat(BROWSER.find("h1 + .badge").getText()).isEqualTo("Succeeded");
    assertThat(BROWSER.has(".callout.bad")).isFalse();
    assertThat(BROWSER.script("return window.neverLoadedAnew")).isEqualTo(true);
  }

  private static String node(StepKind kind) {
    return BROWSER.find(".node[data-step^='" + kind.label() + "']").getText();
  }

  private static void open(SampleRequest request) {
    BROWSER.open(page() + "#/setups/" + MOAT.setup(request).id());
  }

  private static String page() {
    return MOAT.moat().azure().endpoints().functionsUrl() + "/api/ui";
  }

  private static void signIn() {
    BROWSER.open(page());
    BROWSER.find("input[name=key]").sendKeys(MOAT.moat().api().key());
    BROWSER.find("input[name=name]").sendKeys("Ada");
    BROWSER.click("Sign in");
    BROWSER.button("Sign out");
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
