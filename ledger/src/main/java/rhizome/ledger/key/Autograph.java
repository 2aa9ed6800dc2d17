package rhizome.ledger.key;

import rhizome.ledger.hash.Hash;

/** That {@code key} has signed the 32 bytes of {@code message}. */
public record Autograph(PublicKey key, Hash message, Signature signature) {}
