package rhizome.kernel;

/** A farm or region: the circle within which a placement is sought. */
public record ZoneId(String name) {

  public ZoneId {
    Names.check("zone", name);
  }

  @Override
  public String toString() {
    return name;
  }
}
