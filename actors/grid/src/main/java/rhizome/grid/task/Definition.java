package rhizome.grid.task;

import rhizome.blueprints.model.Action;

/**
 * An action as a revision of its robot has it.
 *
 * @param replicas of its service
 * @param generation of the robot
 */
public record Definition(Action action, int replicas, long generation) {}
