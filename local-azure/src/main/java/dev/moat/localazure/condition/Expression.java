package dev.moat.localazure.condition;

import java.util.List;
import java.util.Map;

/** A part of a condition. */
sealed interface Expression {

  boolean holds(Question question);

  /** Holds where the other does not. */
  record Not(Expression other) implements Expression {
    @Override
    public boolean holds(Question question) {
      return !other.holds(question);
    }
  }

  /** Holds where each does. */
  record And(List<Expression> each) implements Expression {
    @Override
    public boolean holds(Question question) {
      return each.stream().allMatch(one -> one.holds(question));
    }
  }

  /** Holds where one does. */
  record Or(List<Expression> each) implements Expression {
    @Override
    public boolean holds(Question question) {
      return each.stream().anyMatch(one -> one.holds(question));
    }
  }

  /** Holds for the actions that the pattern names. */
  record ActionMatches(ActionPattern pattern) implements Expression {
    @Override
    public boolean holds(Question question) {
      return pattern.matches(question.action());
    }
  }

  /**
   * Holds where an attribute has one of the values, in any case: so both operators compare that are
   * understood. An attribute that is not there has none.
   */
  record AnyOf(Source source, String attribute, List<String> values) implements Expression {
    @Override
    public boolean holds(Question question) {
      String value = source.attributes(question).get(attribute);
      return value != null && values.stream().anyMatch(value::equalsIgnoreCase);
    }
  }

  /** Whose attribute it is. */
  enum Source {
    REQUEST,
    RESOURCE;

    Map<String, String> attributes(Question question) {
      return this == REQUEST ? question.request() : question.resource();
    }
  }
}
