package rhizome.grid;

import rhizome.house.PureModule;

class PurityTest extends PureModule {

  PurityTest() {
    super("rhizome.grid");
  }
}
