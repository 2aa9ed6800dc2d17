package rhizome.runtime.validator;

import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.PublicKey;

/**
 * How a validator is.
 *
 * @param height of the last block that is final here
 * @param time of it, in milliseconds of Unix
 * @param round of the height that is being agreed on
 * @param power with which it votes on that height; 0 if it only follows
 * @param totalPower of all who vote
 * @param waiting entries that wait for a block
 * @param peers replicas of this chain that it can reach
 */
public record Status(
    PublicKey key,
    Hash chain,
    long height,
    long time,
    int round,
    long power,
    long totalPower,
    int waiting,
    int peers) {}
