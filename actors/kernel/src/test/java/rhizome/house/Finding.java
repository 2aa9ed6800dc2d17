package rhizome.house;

/** One thing to mend. {@code place} is a path from the root, with a line where there is one. */
record Finding(String place, String what) {

  static Finding at(TextFile file, long line, String what) {
    return new Finding(file.path() + ":" + line, what);
  }

  @Override
  public String toString() {
    return place + ": " + what;
  }
}
