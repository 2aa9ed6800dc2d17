package rhizome.blueprints.schema;

import static rhizome.blueprints.schema.Key.optional;

import java.util.List;
import rhizome.blueprints.calendar.Policy;
import rhizome.blueprints.calendar.Schedule;
import rhizome.blueprints.quantity.Quantity;

/** The keys of a job: how long it may take, and when it runs. */
final class JobKeys {

  private static final Shape SPAN = new Shape.Time(false);
  private static final Shape WORD = new Shape.Text(Spelling.SOMETHING);

  private JobKeys() {}

  static List<Key> job() {
    return List.of(
        optional("deadline", SPAN, "time one process may take; then it has failed"),
        optional(
            "schedule", WORD, "when it runs, again and again: `\"15 3 * * MON-FRI\"`, `@daily`"),
        optional("time-zone", WORD, "by whose clock, as `Europe/Brussels`")
            .or(Schedule.ZONE_DEFAULT),
        optional(
                "concurrency",
                new Shape.Choice(Policy.words()),
                "a run that is due while one goes: is skipped, or takes its place")
            .or(Policy.FORBID.word()),
        optional(
                "keep",
                new Shape.Whole(0, Schedule.KEEP_MAX),
                "runs that are remembered once they are over")
            .or(Schedule.KEEP_DEFAULT),
        optional("start-within", SPAN, "how late a run may begin; then it was missed")
            .or(Quantity.write(Schedule.START_WITHIN_DEFAULT)));
  }
}
