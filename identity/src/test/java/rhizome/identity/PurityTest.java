package rhizome.identity;

import rhizome.house.PureModule;

class PurityTest extends PureModule {

  PurityTest() {
    super("rhizome.identity");
  }
}
