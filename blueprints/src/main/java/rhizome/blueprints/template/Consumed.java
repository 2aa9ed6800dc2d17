package rhizome.blueprints.template;

/**
 * What the instances of a template need of another one.
 *
 * @param role the name that the template has for them, and the key under {@code with}
 * @param least how many there must be
 * @param most how many there may be; 0 for any number
 * @param auto whether those that are missing are made
 */
public record Consumed(String role, Reference template, int least, int most, boolean auto) {}
