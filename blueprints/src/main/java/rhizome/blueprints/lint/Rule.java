package rhizome.blueprints.lint;

import java.util.Locale;

/** The kinds of unwise things; the name in a warning is {@link #tag}. */
public enum Rule {
  /** A port is open, yet only the process is watched, so nobody notices when it stops answering. */
  UNPROBED_PORT,
  /** Several services wait for one of which nobody knows more than that its process is there. */
  NO_HEALTH_CHECK,
  /** Replicas on one fixed port need a node each, and wait for ever where there are too few. */
  FIXED_PORT_WITH_REPLICAS,
  /** Two services with the same fixed port can never share a node. */
  SHARED_FIXED_PORT,
  /** Ports below 1024 need rights a workload seldom has. */
  PRIVILEGED_PORT,
  /** The next probe is due before the last one has to have answered. */
  SLOW_PROBE,
  /** A program that starts is given up sooner than one that hangs. */
  START_TIGHTER_THAN_PROBE,
  /** Whether it lives is asked as soon as its process is there, while its program still starts. */
  STARTUP_MISSING,
  /** Who starts is given up sooner than who hangs. */
  STARTUP_TIGHTER_THAN_LIVENESS,
  /** What is slow for a moment is restarted before it is spared its work. */
  LIVENESS_TIGHTER_THAN_READINESS,
  /** A crash sends the workload to another node at once. */
  NO_LOCAL_RESTART,
  /** The back-offs fill the window, so a program that always crashes is restarted for ever. */
  BUDGET_NEVER_SPENT,
  /** A needed service without replicas is never ready, so what needs it never starts. */
  NEEDS_NOTHING_RUNNING,
  /** A job is ready as soon as it runs, which is seldom what one waits for. */
  NEEDS_A_RUNNING_JOB,
  /** A command with spaces and no arguments looks like a shell line, which it is not. */
  COMMAND_WITH_SPACES,
  /** Less memory than any program needs looks like a wrong unit. */
  TINY_MEMORY,
  /** What the only replica keeps lies on one node; wherever it moves, it begins with nothing. */
  VOLUME_OF_ONE,
  /** A text asks for something in a word that is nearly one of ours, and will stay as it is. */
  NEARLY_A_PLACEHOLDER,
  /** One replica cannot be uneven. */
  SPREAD_OF_ONE,
  /** No node can be both, so it waits for ever. */
  NEAR_AND_APART,
  /** Nothing is measured of what has no replica, so nothing but a human brings it back. */
  SCALED_TO_NOTHING,
  /** Scaling goes by its own bounds, and leaves fewer than the budget keeps ready. */
  SCALED_BELOW_BUDGET;

  /** The name in kebab-case, stable. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
