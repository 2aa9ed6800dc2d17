package rhizome.blueprints.lint;

import rhizome.blueprints.tree.Spot;

/**
 * One unwise thing in one service.
 *
 * @param spot the part of the text it comes from
 * @param remedy what to write instead
 */
public record Warning(Rule rule, String service, Spot spot, String message, String remedy) {}
