package rhizome.blueprints;

import rhizome.house.PureModule;

class PurityTest extends PureModule {

  PurityTest() {
    super("rhizome.blueprints", "org.snakeyaml..", "java.security..", "java.nio.charset..");
  }
}
