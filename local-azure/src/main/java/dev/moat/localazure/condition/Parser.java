package dev.moat.localazure.condition;

import dev.moat.localazure.condition.Expression.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes an expression of words, from the outermost parentheses inwards. */
final class Parser {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "@(Request|Resource)\\[Microsoft\\.Authorization/roleAssignments:(\\w+)\\]",
          Pattern.CASE_INSENSITIVE);
  private static final String GUIDS = "ForAnyOfAnyValues:GuidEquals";
  private static final String TEXTS = "ForAnyOfAnyValues:StringEqualsIgnoreCase";
  private static final Map<String, String> OPERATORS =
      Map.of("RoleDefinitionId", GUIDS, "PrincipalId", GUIDS, "PrincipalType", TEXTS);
  private static final Pattern GUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private final Tokens tokens;

  Parser(Tokens tokens) {
    this.tokens = tokens;
  }

  Expression whole() {
    Expression whole = joined();
    if (!tokens.peek().isEmpty()) {
      throw new IllegalArgumentException("Not understood: '" + tokens.peek() + "'");
    }
    return whole;
  }

  /** One term, or several joined by AND or by OR; both in turn need parentheses. */
  private Expression joined() {
    Expression first = term();
    List<Expression> and = rest(first, "AND", "&&");
    if (and.size() > 1) {
      return new Expression.And(and);
    }
    List<Expression> or = rest(first, "OR", "||");
    return or.size() > 1 ? new Expression.Or(or) : first;
  }

  private List<Expression> rest(Expression first, String... operator) {
    List<Expression> each = new ArrayList<>(List.of(first));
    while (tokens.takeIf(operator)) {
      each.add(term());
    }
    return each;
  }

  private Expression term() {
    if (tokens.takeIf("!", "NOT")) {
      return new Expression.Not(term());
    }
    if (tokens.takeIf("(")) {
      Expression inner = joined();
      tokens.expect(")");
      return inner;
    }
    return tokens.takeIf("ActionMatches") ? actionMatches() : anyOf();
  }

  private Expression actionMatches() {
    tokens.expect("{");
    ActionPattern pattern = new ActionPattern(quoted());
    tokens.expect("}");
    return new Expression.ActionMatches(pattern);
  }

  private Expression anyOf() {
    String word = tokens.take();
    Matcher attribute = ATTRIBUTE.matcher(word);
    if (!attribute.matches() || !OPERATORS.containsKey(attribute.group(2))) {
      throw new IllegalArgumentException("'" + word + "' is no attribute of role assignments");
    }
    String operator = OPERATORS.get(attribute.group(2));
    tokens.expect(operator);
    Source source =
        attribute.group(1).equalsIgnoreCase("Request") ? Source.REQUEST : Source.RESOURCE;
    return new Expression.AnyOf(source, attribute.group(2), values(operator.equals(GUIDS)));
  }

  private List<String> values(boolean guids) {
    List<String> values = new ArrayList<>();
    tokens.expect("{");
    do {
      values.add(guids ? guid() : quoted());
    } while (tokens.takeIf(","));
    tokens.expect("}");
    return values;
  }

  private String guid() {
    String word = tokens.take();
    if (!GUID.matcher(word).matches()) {
      throw new IllegalArgumentException("'" + word + "' is no GUID");
    }
    return word;
  }

  private String quoted() {
    String word = tokens.take();
    if (!word.startsWith("'")) {
      throw new IllegalArgumentException("'" + word + "' is not in quotation marks");
    }
    return word.substring(1, word.length() - 1);
  }
}
