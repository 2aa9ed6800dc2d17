package rhizome.cli.archive;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Where no terminal is, there is nothing to draw on. */
final class Silence implements ProgressBarConsumer {

  @Override
  public int getMaxRenderedLength() {
    return 0;
  }

  @Override
  public void accept(String rendered) {
    // nobody looks
  }

  @Override
  public void close() {
    // nothing was opened
  }
}
