package rhizome.ledger.condition;

/** Where in its chain something is to hold: a block's height, and its time in seconds of Unix. */
public record Moment(long height, long time) {}
