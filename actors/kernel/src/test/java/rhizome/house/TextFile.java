package rhizome.house;

import java.util.List;

/** One text file of the repository; {@code path} goes from the root and separates by '/'. */
record TextFile(String path, String text) {

  private static final String MAIN = "src/main/java/";
  private static final String TEST = "src/test/java/";

  List<String> lines() {
    return text.lines().toList();
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean endsWith(String... endings) {
    return List.of(endings).stream().anyMatch(path::endsWith);
  }

  boolean isJava() {
    return endsWith(".java");
  }

  boolean isMain() {
    return isJava() && path.contains(MAIN);
  }

  boolean isTest() {
    return isJava() && path.contains(TEST);
  }

  boolean isPackageInfo() {
    return name().equals("package-info.java");
  }

  /** The folder it lies in; one folder is one package. */
  String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The package as its folder says, with dots; empty outside of source folders. */
  String packageName() {
    String folder = folder() + "/";
    int start = Math.max(after(folder, MAIN), after(folder, TEST));
    return start < 0 || start == folder.length()
        ? ""
        : folder.substring(start, folder.length() - 1).replace('/', '.');
  }

  private static int after(String folder, String part) {
    int start = folder.indexOf(part);
    return start < 0 ? -1 : start + part.length();
  }
}
