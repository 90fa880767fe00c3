package dev.moat.api;

/** Whether somebody tells the app who is calling. */
public enum SignIn {

  /** Nobody does: who has a function key is an operator. */
  OFF,

  /**
   * App Service authentication is on for this app. Only then does the platform set the header
   * {@code X-MS-CLIENT-PRINCIPAL}, and take away one that a caller sent; otherwise that header is
   * anybody's word.
   */
  ON,

  /** The settings require it, and the platform does not tell that it is on: nobody may call. */
  MISSING;

  /**
   * @param required by the settings of the app
   * @param on as the platform tells
   */
  public static SignIn of(boolean required, boolean on) {
    if (on) {
      return ON;
    }
    return required ? MISSING : OFF;
  }
}
