package rhizome.grid.workload;

/** What a workload shows to its robot and to people. */
public enum Status {
  /** Wanted, and without a place so far. */
  PENDING,
  /** A node has it; its program is not ready yet. */
  STARTING,
  /** Its probe answers. */
  READY,
  /** It was ready, and at the moment it is not. */
  UNHEALTHY,
  /** It was a job, ended well, and will not run again as it is. */
  COMPLETED,
  /** It was a run of a schedule, whose every restart and move was used up: the next one comes. */
  FAILED,
  /** Every restart and move was used up: it needs a human. */
  PARKED,
  /** It is being stopped. */
  RETIRING,
  /** Nothing of it is left. */
  GONE
}
