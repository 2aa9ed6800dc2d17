package rhizome.cli.ledger;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhizome.ledger.block.Block;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.json.BlockJson;
import rhizome.ledger.json.Json;
import rhizome.ledger.transaction.Numbering;

/**
 * Blocks of the seed, one on each line as its explorer gives them under {@code rawblock}; read one
 * at a time, so that a chain may be longer than the memory. Empty lines are nothing.
 */
final class BlockFile implements Iterator<Block> {

  /** A block has 2 MB at most; its JSON has about three times as many. */
  static final int LINE_MAX = 16 << 20;

  private final Reader reader;
  private final Numbering numbering;
  private long line;
  private @Nullable Block next;

  BlockFile(Reader reader, Numbering numbering) {
    this.reader = reader;
    this.numbering = numbering;
  }

  /** The one that comes next, which stays so. */
  Optional<Block> first() {
    return hasNext() ? Optional.ofNullable(next) : Optional.empty();
  }

  @Override
  public boolean hasNext() {
    String text = next == null ? line() : null;
    while (text != null && text.isBlank()) {
      text = line();
    }
    next = text == null ? next : block(text);
    return next != null;
  }

  @Override
  public Block next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Block found = next;
    next = null;
    return found;
  }

  private Block block(String text) {
    try {
      return BlockJson.read(numbering, Json.parse(text));
    } catch (Malformed e) {
      throw new Malformed("line " + line + ", " + e.at(), e.wanted());
    }
  }

  /** Without its end; nothing after the last. */
  private @Nullable String line() {
    line++;
    StringBuilder text = new StringBuilder();
    try {
      int each = reader.read();
      if (each < 0) {
        return null;
      }
      for (; each >= 0 && each != '\n'; each = reader.read()) {
        if (text.length() == LINE_MAX) {
          throw new Malformed("line " + line, "no more than %d characters".formatted(LINE_MAX));
        }
        text.append((char) each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
