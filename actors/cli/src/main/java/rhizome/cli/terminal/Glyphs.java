package rhizome.cli.terminal;

import java.lang.Character.UnicodeScript;

/**
 * How text stands on a terminal. Widths follow wcwidth(3) closely enough for columns: marks take no
 * room, Chinese, Japanese, Korean and emoji take two (Unicode Standard Annex 11).
 */
public final class Glyphs {

  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF60;
  private static final int HALF_WIDTH_FIRST = 0xFF61;
  private static final int HALF_WIDTH_LAST = 0xFFDC;
  private static final int SYMBOLS_FIRST = 0x3001;
  private static final int SYMBOLS_LAST = 0x303E;

  private Glyphs() {}

  /** How many columns it takes. */
  public static int width(String text) {
    return text.codePoints().map(Glyphs::width).sum();
  }

  private static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static boolean isWide(int point) {
    if (point < 0x1100) {
      return false;
    }
    return switch (UnicodeScript.of(point)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> point < HALF_WIDTH_FIRST || point > HALF_WIDTH_LAST;
      default ->
          Character.isEmojiPresentation(point)
              || (point >= FULL_WIDTH_FIRST && point <= FULL_WIDTH_LAST)
              || (point >= SYMBOLS_FIRST && point <= SYMBOLS_LAST);
    };
  }

  /** Text of strangers on one line: control characters become the signs Unicode has for them. */
  public static String visible(String text) {
    if (text.codePoints().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.codePoints().map(Glyphs::sign).forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static int sign(int point) {
    if (!Character.isISOControl(point)) {
      return point;
    }
    return point < 0x20 ? 0x2400 + point : point == 0x7F ? 0x2421 : 0xFFFD;
  }
}
