package rhizome.ledger;

import rhizome.house.PureModule;

class PurityTest extends PureModule {

  PurityTest() {
    super(
        "rhizome.ledger",
        "com.fasterxml.jackson..",
        "org.bouncycastle..",
        "java.nio",
        "java.nio.charset..",
        "java.text..");
  }
}
