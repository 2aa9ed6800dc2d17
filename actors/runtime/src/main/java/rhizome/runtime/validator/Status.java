package rhizome.runtime.validator;

import java.util.OptionalInt;
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
 * @param heard the highest height that a peer said it is at, which nobody has checked
 * @param turnsLeft how often it can make a block before its terms have to name another hash chain;
 *     nothing for who has none, or does not know it yet
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
    int peers,
    long heard,
    OptionalInt turnsLeft) {}
