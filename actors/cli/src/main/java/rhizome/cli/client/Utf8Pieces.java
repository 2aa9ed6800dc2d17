package rhizome.cli.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes that come in pieces, as text: a character that is cut waits for its rest. */
public final class Utf8Pieces {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private byte[] rest = {};

  /** What is whole by now; bytes that are no UTF-8 become U+FFFD. */
  public String add(byte[] bytes, int count) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + count).put(rest).put(bytes, 0, count).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }
}
