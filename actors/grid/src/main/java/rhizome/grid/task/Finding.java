package rhizome.grid.task;

import java.util.Optional;

/**
 * What is known of an attempt that is over.
 *
 * @param exit the code it ended with, if it ended with one
 * @param detail in a person's words
 * @param output the end of what it wrote
 */
public record Finding(Result result, Optional<Integer> exit, String detail, String output) {

  /** Characters of output; more is cut at the front. */
  public static final int OUTPUT_MAX = 8192;

  /** Characters of detail; more is cut at the end. */
  public static final int DETAIL_MAX = 512;

  public Finding {
    int over = output.length() - OUTPUT_MAX;
    output = over > 0 ? output.substring(over) : output;
    detail = detail.length() > DETAIL_MAX ? detail.substring(0, DETAIL_MAX) : detail;
  }

  /** One of which nothing but this is known. */
  public static Finding of(Result result, String detail) {
    return new Finding(result, Optional.empty(), detail, "");
  }

  /** The same with no more than so many characters of output. */
  Finding within(int outputMax) {
    int over = output.length() - outputMax;
    return over > 0 ? new Finding(result, exit, detail, output.substring(over)) : this;
  }

  Finding as(Result other) {
    return new Finding(other, exit, detail, output);
  }
}
