package rhizome.blueprints.dialect;

/** A word and where it stands. */
public record Word(int at, String text) {}
