package rhizome.ledger.curve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import rhizome.ledger.hash.Hash;
import rhizome.ledger.key.Autograph;
import rhizome.ledger.key.PublicKey;
import rhizome.ledger.key.Signature;
import rhizome.ledger.key.Verifier;

/**
 * Looks at no signature twice that was right: an entry is seen when it comes in, and again when a
 * block has it. Forgets those first that were asked for longest ago. Is changed in place, by one
 * who owns it.
 */
public final class Remembering implements Verifier {

  private final Verifier behind;
  private final int max;
  private final Map<Autograph, Boolean> right;

  /**
   * @param max so many are remembered, some 300 bytes each
   */
  public Remembering(Verifier behind, int max) {
    if (max < 1) {
      throw new IllegalArgumentException("a memory of " + max);
    }
    this.behind = behind;
    this.max = max;
    this.right = new LinkedHashMap<>(16, 0.75f, true);
  }

  @Override
  public boolean verifies(PublicKey key, Hash message, Signature signature) {
    return wrong(List.of(new Autograph(key, message, signature))).isEmpty();
  }

  @Override
  public List<Integer> wrong(List<Autograph> autographs) {
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < autographs.size(); i++) {
      if (right.get(autographs.get(i)) == null) {
        open.add(i);
      }
    }
    List<Integer> wrong =
        behind.wrong(open.stream().map(autographs::get).toList()).stream().map(open::get).toList();
    open.removeAll(new TreeSet<>(wrong));
    open.forEach(i -> right.put(autographs.get(i), true));
    var oldest = right.keySet().iterator();
    while (right.size() > max) {
      oldest.next();
      oldest.remove();
    }
    return wrong;
  }
}
