package rhizome.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.house.Property;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.hash.Hash;

/** A snapshot is walked in pages; each shows that it is all there is, or is refused. */
class PageTest {

  private static List<Entry> entries(Map<Hash, Hash> contents) {
    List<Entry> all = new ArrayList<>();
    contents.forEach((key, value) -> all.add(new Entry(key, value)));
    return all;
  }

  @Test
  void aPageIsTheEntriesFromAKeyOn() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          for (int i = 0; i < 10; i++) {
            Hash from = leaves.keyNear(contents);
            int most = 1 + random.nextInt(8);
            Page page = tree.page(from, most);
            List<Entry> wanted = entries(contents.tailMap(from));
            assertThat(page.entries()).isEqualTo(wanted.subList(0, Math.min(most, wanted.size())));
            assertThat(page.isLast()).isEqualTo(wanted.size() <= most);
            assertThat(page.before().map(Entry::key))
                .isEqualTo(Optional.ofNullable(contents.lowerKey(from)));
            assertThat(page.holds(tree.root(), from)).isTrue();
            assertThat(Page.decode(page.encode())).isEqualTo(page);
          }
        });
  }

  @Test
  void pagesRebuildTheTreeWhileBlocksGoOn() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree snapshot = Leaves.tree(contents);
          Tree head = snapshot;
          Rebuild rebuild = Rebuild.of(snapshot.root());
          int pages = 0;
          while (rebuild.next().isPresent()) {
            Page page = snapshot.page(rebuild.next().get(), 1 + random.nextInt(8));
            rebuild = rebuild.take(Page.decode(page.encode())).orElseThrow();
            head = head.with(leaves.changes(contents, 5));
            assertThat(++pages).isLessThanOrEqualTo((int) snapshot.size() + 1);
          }
          assertThat(rebuild.tree().root()).isEqualTo(snapshot.root());
          assertThat(rebuild.tree().size()).isEqualTo(snapshot.size());
          assertThat(rebuild.take(snapshot.page(Hash.ZERO, 8))).isEmpty();
        });
  }

  @Test
  void aPageWithAnyBitFlippedIsRefused() {
    Property.forAll(
        20,
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          Hash from = leaves.keyNear(contents);
          byte[] octets = tree.page(from, 4).encode();
          Leaves.everyBitMatters(octets, bytes -> Page.decode(bytes).holds(tree.root(), from));
        });
  }

  @Test
  void aPageWithAnEntryLeftOutChangedOrAddedIsRefused() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          Hash from = leaves.keyNear(contents);
          Page page = tree.page(from, 8);
          for (int i = 0; i < page.entries().size(); i++) {
            List<Entry> fewer = new ArrayList<>(page.entries());
            Entry out = fewer.remove(i);
            assertThat(with(page, fewer).holds(tree.root(), from)).isFalse();
            fewer.add(i, new Entry(out.key(), leaves.hash()));
            assertThat(with(page, fewer).holds(tree.root(), from)).isFalse();
          }
          NavigableMap<Hash, Hash> more = new TreeMap<>();
          page.entries().forEach(each -> more.put(each.key(), each.value()));
          Hash added = leaves.keyNear(more);
          boolean above = page.before().map(it -> it.key().compareTo(added) < 0).orElse(true);
          if (above && !more.containsKey(added)) {
            more.put(added, leaves.hash());
            assertThat(with(page, entries(more)).holds(tree.root(), from)).isFalse();
          }
        });
  }

  private static Page with(Page page, List<Entry> entries) {
    return new Page(page.before(), entries, page.left(), page.right());
  }

  /** The true page of another beginning, with or without the entry before it. */
  @Test
  void nothingIsLeftOutAtTheBeginningOrAtTheEnd() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          Tree tree = Leaves.tree(contents);
          Hash from = leaves.keyNear(contents);
          Hash later = leaves.keyNear(contents);
          Page page = tree.page(later, 4);
          Hash first = contents.ceilingKey(from);
          boolean same =
              first == null ? page.entries().isEmpty() : first.equals(contents.ceilingKey(later));
          assertThat(page.holds(tree.root(), from)).isEqualTo(same);
          if (page.before().isPresent() && !page.left().isEmpty()) {
            Path way = tree.page(Hash.ZERO, 1).left();
            assertThat(
                    new Page(Optional.empty(), page.entries(), way, page.right())
                        .holds(tree.root(), later))
                .isFalse();
            assertThat(
                    new Page(Optional.empty(), page.entries(), page.left(), page.right())
                        .holds(tree.root(), later))
                .isFalse();
          }
          if (!page.isLast()) {
            assertThat(
                    new Page(page.before(), page.entries(), page.left(), Path.EMPTY)
                        .holds(tree.root(), later))
                .isFalse();
          }
        });
  }

  /** Such a page would be true, and one who asks would ask for it for ever. */
  @Test
  void aPageWithoutEntriesIsTheLast() {
    Tree tree = Leaves.tree(new TreeMap<>(Map.of(key("20"), Hash.ZERO, key("60"), Hash.ZERO)));
    Page honest = tree.page(key("60"), 1);
    Page idle =
        new Page(
            Optional.of(new Entry(key("20"), Hash.ZERO)),
            List.of(),
            Path.EMPTY,
            tree.page(key("20"), 1).right());
    assertThat(honest.holds(tree.root(), key("60"))).isTrue();
    assertThat(idle.holds(tree.root(), key("60"))).isFalse();
    assertThat(tree.page(key("61"), 1).holds(tree.root(), key("61"))).isTrue();
    assertThat(tree.page(key("61"), 1).isLast()).isTrue();
  }

  /** A hash that stands for what was left out, on either side. */
  @Test
  void whatIsBesideAPageIsOnTheSideWhereItStands() {
    Entry low = new Entry(key("20"), Hash.ZERO);
    Entry high = new Entry(key("a0"), Hash.ZERO);
    Tree tree = Leaves.tree(new TreeMap<>(Map.of(low.key(), Hash.ZERO, high.key(), Hash.ZERO)));
    Path beforeHigh = beside(0, Digests.leaf(low.key(), Hash.ZERO));
    Path afterLow = beside(0, Digests.leaf(high.key(), Hash.ZERO));
    List<Page> wrong =
        List.of(
            new Page(Optional.empty(), List.of(low), afterLow, Path.EMPTY),
            new Page(Optional.empty(), List.of(high), beforeHigh, Path.EMPTY),
            new Page(Optional.empty(), List.of(high), Path.EMPTY, beforeHigh),
            new Page(Optional.empty(), List.of(low), Path.EMPTY, Path.EMPTY),
            new Page(Optional.empty(), List.of(), Path.EMPTY, Path.EMPTY));
    for (Page page : wrong) {
      assertThat(page.holds(tree.root(), Hash.ZERO)).as("%s", page).isFalse();
    }
    assertThat(new Page(Optional.empty(), List.of(low), Path.EMPTY, afterLow))
        .isEqualTo(tree.page(Hash.ZERO, 1));
  }

  /** One page has one form: there is no hash in it that nothing depends on. */
  @Test
  void aPageWithAHashThatIsNotNeededIsRefused() {
    Path unneeded = beside(1, Hash.ZERO);
    Tree tree = Leaves.tree(new TreeMap<>(Map.of(key("20"), Hash.ZERO, key("60"), Hash.ZERO)));
    Page page = tree.page(Hash.ZERO, 2);
    List<Entry> row = page.entries();
    for (Page more :
        List.of(
            new Page(Optional.of(row.getFirst()), row.subList(1, 2), unneeded, Path.EMPTY),
            new Page(Optional.of(row.getFirst()), row.subList(1, 2), Path.EMPTY, unneeded))) {
      assertThat(more.holds(tree.root(), key("60"))).isFalse();
    }
    assertThat(tree.page(key("60"), 2))
        .isEqualTo(
            new Page(Optional.of(row.getFirst()), row.subList(1, 2), Path.EMPTY, Path.EMPTY));
    for (Page more :
        List.of(
            new Page(Optional.empty(), List.of(), unneeded, Path.EMPTY),
            new Page(Optional.empty(), List.of(), Path.EMPTY, unneeded))) {
      assertThat(more.holds(Tree.EMPTY.root(), Hash.ZERO)).isFalse();
    }
  }

  /** Not only when the tree is whole: by then nobody knows which page it was. */
  @Test
  void aFalsePageIsRefusedWhenItComes() {
    Property.forAll(
        random -> {
          Leaves leaves = new Leaves(random);
          NavigableMap<Hash, Hash> contents = leaves.contents();
          contents.put(leaves.hash(), leaves.hash());
          Tree tree = Leaves.tree(contents);
          NavigableMap<Hash, Hash> others = new TreeMap<>(contents);
          others.replaceAll((_, _) -> leaves.hash());
          Page page = Leaves.tree(others).page(Hash.ZERO, 1);
          assertThat(Rebuild.of(tree.root()).take(page)).isEmpty();
        });
  }

  private static Hash key(String begin) {
    return Hash.ofHex(begin + "0".repeat(62));
  }

  /** Its keys are the wrong way round: each page is as true as the root, which is of no tree. */
  @Test
  void aRootThatIsOfNoTreeIsNotRebuilt() {
    Entry high = new Entry(key("80"), Hash.ZERO);
    Entry low = new Entry(key("20"), Hash.ZERO);
    Hash left = Digests.leaf(high.key(), Hash.ZERO);
    Hash right = Digests.leaf(low.key(), Hash.ZERO);
    Hash root = Digests.inner(2, left, right);
    Page first = new Page(Optional.empty(), List.of(high), Path.EMPTY, beside(2, right));
    Page second = new Page(Optional.of(low), List.of(), beside(2, left), Path.EMPTY);
    Rebuild half = Rebuild.of(root).take(first).orElseThrow();
    assertThatThrownBy(half::tree).isInstanceOf(IllegalStateException.class);
    assertThat(second.holds(root, half.next().orElseThrow())).isTrue();
    assertThat(half.take(second)).isEmpty();
  }

  private static Path beside(int depth, Hash sibling) {
    return new Path(new TreeMap<>(Map.of(depth, sibling)));
  }

  @Test
  void aTreeOfNothingIsOneEmptyPage() {
    Page page = Tree.EMPTY.page(key("80"), 1);
    assertThat(page.holds(Tree.EMPTY.root(), key("80"))).isTrue();
    assertThat(
            page.holds(Leaves.tree(new TreeMap<>(Map.of(Hash.ZERO, Hash.ZERO))).root(), key("80")))
        .isFalse();
    assertThat(Rebuild.of(Tree.EMPTY.root()).take(page).orElseThrow().tree().size()).isZero();
    assertThatThrownBy(() -> Tree.EMPTY.page(Hash.ZERO, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysOfAPageAscend() {
    Entry low = new Entry(key("20"), Hash.ZERO);
    Entry high = new Entry(key("60"), Hash.ZERO);
    assertThatThrownBy(() -> new Page(Optional.of(high), List.of(low), Path.EMPTY, Path.EMPTY))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Page(Optional.empty(), List.of(low, low), Path.EMPTY, Path.EMPTY))
        .isInstanceOf(Malformed.class);
  }
}
