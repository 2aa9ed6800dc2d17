package rhizome.grid.node;

import rhizome.blueprints.model.Resources;
import rhizome.kernel.ZoneId;

/** What a node says of itself when it enrols. */
public record Facts(ZoneId zone, String host, Resources capacity) {}
