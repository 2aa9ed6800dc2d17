package rhizome.cli.chaos.cluster;

/** What a process of the grid is there for. */
public enum Role {
  /** Cassandra. */
  STORE,
  /** Hosts entities, and the API. */
  CONTROL,
  /** Hosts an agent. */
  NODE
}
