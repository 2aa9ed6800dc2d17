package rhizome.ledger.replica;

/** Another replica, by the name that the host calls it. */
public record Peer(String name) {}
