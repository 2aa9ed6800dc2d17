package rhizome.cli.chaos.cluster;

import rhizome.cli.chaos.hosts.Host;

/** One process of the grid, which may die and be started again. */
public record Member(String name, Role role, Host host) {}
