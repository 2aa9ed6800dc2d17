package rhizome.cli.bench.plan;

import java.util.Optional;
import java.util.function.UnaryOperator;
import rhizome.blueprints.lint.Lint;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.plan.Plan;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.tree.Limits;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;

/**
 * One text was read, looked over and planned, against nothing and against what was there before.
 *
 * @param parse seconds, as are the others
 * @param steps for both plans
 * @param hash of the second plan, which writes both blueprints out
 * @param plan that hash
 */
record Pass(double parse, double lint, double steps, double hash, String plan) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** No value without a character; a text of any length shall be read. */
  private static Limits limits(String text) {
    return new Limits(
        Math.max(text.length(), Limits.DEFAULT.charactersMax()),
        Math.max(text.length(), Limits.DEFAULT.valuesMax()));
  }

  static Blueprint read(String text) {
    return valid(text).blueprint();
  }

  static Parsed.Valid valid(String text) {
    return switch (BlueprintReader.read("bench.yaml", text, "/srv/bench", limits(text))) {
      case Parsed.Valid valid -> valid;
      case Parsed.Invalid invalid -> throw new Trouble(ExitCode.FAILED, invalid.render());
    };
  }

  /**
   * @param earlier what was there before, of what is wanted now
   */
  static Pass over(String text, UnaryOperator<Blueprint> earlier) {
    long begin = System.nanoTime();
    Parsed.Valid valid = valid(text);
    long parsed = System.nanoTime();
    Lint.check(valid);
    long linted = System.nanoTime();
    Blueprint wanted = valid.blueprint();
    Plan first = Plan.between(Optional.empty(), wanted);
    Plan second = Plan.between(Optional.of(earlier.apply(wanted)), wanted);
    long stepped = System.nanoTime();
    String hash = second.hash(first.steps().size());
    long hashed = System.nanoTime();
    return new Pass(
        seconds(begin, parsed),
        seconds(parsed, linted),
        seconds(linted, stepped),
        seconds(stepped, hashed),
        hash);
  }

  /** Read, looked over and planned against what was there before, and nothing else. */
  static String once(String text) {
    Parsed.Valid valid = valid(text);
    int warnings = Lint.check(valid).size();
    Blueprint wanted = valid.blueprint();
    Plan plan = Plan.between(Optional.of(GeneratedBlueprint.earlier(wanted)), wanted);
    return warnings + " warnings, " + plan.steps().size() + " steps";
  }

  double whole() {
    return parse + lint + steps + hash;
  }

  static double seconds(long begin, long end) {
    return (end - begin) / NANOS_PER_SECOND;
  }
}
