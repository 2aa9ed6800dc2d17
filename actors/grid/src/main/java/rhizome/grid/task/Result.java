package rhizome.grid.task;

/** How an attempt, and with the last one its part of the run, ended. */
public enum Result {
  /** It ended with 0. */
  SUCCEEDED,
  /** It ended otherwise, or could not be started. */
  FAILED,
  /** It was ended because it took too long. */
  TIMED_OUT,
  /** Nobody can say how it ended: its workload left, or its agent lost sight of it. */
  LOST,
  /** Its workload was nowhere for too long. */
  UNPLACED,
  CANCELLED
}
