package dev.moat.api;

/** Ends a call that is refused, wherever that is found. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ApiProblem problem;

  Refusal(ApiProblem problem) {
    super(problem.code() + ": " + problem.detail());
    this.problem = problem;
  }

  static Refusal of(int status, String code, String detail, String advice) {
    return new Refusal(ApiProblem.of(status, code, detail, advice));
  }

  ApiProblem problem() {
    return problem;
  }
}
