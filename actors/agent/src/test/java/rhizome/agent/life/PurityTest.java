package rhizome.agent.life;

import rhizome.house.PureModule;

/** The agent touches the machine everywhere but here, where it decides. */
class PurityTest extends PureModule {

  PurityTest() {
    super("rhizome.agent.life");
  }
}
