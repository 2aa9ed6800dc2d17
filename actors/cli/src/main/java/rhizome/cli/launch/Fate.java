package rhizome.cli.launch;

import java.util.Optional;
import rhizome.cli.client.GridFile;

/** What becomes of a node in a process of its own. */
enum Fate {
  STAY("stays"),
  /** By a signal to its process. */
  TOLD("was told to end; its workloads end first"),
  /** With its grid. */
  GRID_DOWN("its grid was ended, and its workloads with it"),
  /** The grid is there again after a break; what runs here is adopted. */
  REJOIN("joins the grid again");

  private final String told;

  Fate(String told) {
    this.told = told;
  }

  String told() {
    return told;
  }

  /**
   * As long as there is no grid to join, a node stays as it is: its agent goes on healing.
   *
   * @param now the grid there is, if any
   * @param joined address of the member that was joined
   * @param cutOff the membership is over
   * @param down the grid was ended for good, with its workloads
   */
  static Fate of(Optional<GridFile> now, String joined, boolean cutOff, boolean down) {
    if (down) {
      return GRID_DOWN;
    }
    boolean other = now.filter(grid -> !grid.member().equals(joined)).isPresent();
    boolean same = now.filter(GridFile::isProcessAlive).isPresent();
    return other || (cutOff && same) ? REJOIN : STAY;
  }
}
