package rhizome.simulations;

import rhizome.house.PureModule;

class PurityTest extends PureModule {

  PurityTest() {
    super("rhizome.simulations");
  }
}
