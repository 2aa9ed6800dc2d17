package rhizome.blueprints.tree;

/** For texts that were written for a reader of YAML 1.1: is told of each thing 1.2 would refuse. */
public interface Tolerance {

  enum Oddity {
    /** The value of the last one counts, as the seeds' reader had it. */
    DUPLICATE_KEY,
    /** {@code <<}: the keys of the mapping it names count where they are not written out. */
    MERGE_KEY,
    /** A tag of YAML itself, such as {@code !!str}. */
    TAG
  }

  void take(Oddity oddity, int at, String message);
}
