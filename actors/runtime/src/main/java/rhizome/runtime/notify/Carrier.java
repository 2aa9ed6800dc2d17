package rhizome.runtime.notify;

import rhizome.grid.notice.Letter;

/** A way to a receiver. */
interface Carrier {

  /**
   * Tries once; waits for the end of it, and gives up when its thread is interrupted.
   *
   * @param id of the letter, the same at each try and for each receiver
   */
  Outcome carry(Letter letter, String id) throws InterruptedException;
}
