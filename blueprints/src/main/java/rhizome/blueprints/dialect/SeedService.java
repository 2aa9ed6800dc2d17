package rhizome.blueprints.dialect;

/**
 * One service of a seed document.
 *
 * @param at where its key stands
 * @param data its body; {@link Data.Nothing} if it has none
 */
public record SeedService(int at, TemplateRef template, String name, Data data) {}
