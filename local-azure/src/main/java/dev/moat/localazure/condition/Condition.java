package dev.moat.localazure.condition;

/**
 * The condition of a role assignment: it gives the actions of its role only where this holds.
 *
 * <p>Understood is what Azure's templates for delegating role assignments are made of: {@code
 * ActionMatches}, the attributes of role assignments, two operators over lists, AND, OR, NOT and
 * parentheses. All else is refused, so that nothing is taken to hold that was not looked at.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples">Examples</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/conditions-format">Format</a>
 */
public final class Condition {
  private final Expression expression;

  private Condition(Expression expression) {
    this.expression = expression;
  }

  /** Throws {@link IllegalArgumentException} that says what was not understood, and where. */
  public static Condition parse(String text) {
    return new Condition(new Parser(Tokens.of(text)).whole());
  }

  /** Whether it lets this pass. */
  public boolean holds(Question question) {
    return expression.holds(question);
  }
}
