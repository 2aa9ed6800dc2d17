package rhizome.kernel;

import rhizome.house.PureModule;

class PurityTest extends PureModule {

  PurityTest() {
    super("rhizome.kernel");
  }
}
