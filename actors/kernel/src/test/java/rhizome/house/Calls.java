package rhizome.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import java.util.List;

/** Predicates over called methods, whatever their parameters. */
final class Calls {

  private Calls() {}

  static DescribedPredicate<AccessTarget> named(Class<?> owner, String... methods) {
    List<String> names = List.of(methods);
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + names,
        target -> target.getOwner().isEquivalentTo(owner) && names.contains(target.getName()));
  }
}
