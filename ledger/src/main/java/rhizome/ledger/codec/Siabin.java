package rhizome.ledger.codec;

/** Every integer and every length takes 8 bytes, the lowest first. */
record Siabin() implements Encoding {

  @Override
  public int width(int natural) {
    return Long.BYTES;
  }

  @Override
  public void writeLength(Writer writer, int length) {
    writer.u64(length);
  }

  @Override
  public long readLength(Reader reader) {
    return reader.u64();
  }

  @Override
  public int sizeOfLength(int length) {
    return Long.BYTES;
  }

  @Override
  public String toString() {
    return "siabin";
  }
}
