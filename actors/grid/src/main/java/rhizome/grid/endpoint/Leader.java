package rhizome.grid.endpoint;

/**
 * The one of a service that leads.
 *
 * @param slot which of its workloads
 * @param term higher with each leader
 */
public record Leader(int slot, long term) {}
