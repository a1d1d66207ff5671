import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';

/** A file's text, one character a byte, and an offset into it. */
export interface TextAt {
  readonly text: string;
  readonly offset: number;
}

/** The texts of files while comments are read from them; dropped afterwards. */
export class SourceTexts {
  private readonly texts = new Map<SourceFile, string>();

  /** The text around a location; undefined when it lies in no file. */
  at(unit: TranslationUnit, loc: number): TextAt | undefined {
    const place = unit.sources.place(loc);
    if (!place) return undefined;
    let text = this.texts.get(place.file);
    if (text === undefined) {
      text = Buffer.from(place.file.bytes).toString('latin1');
      this.texts.set(place.file, text);
    }
    return { text, offset: place.offset };
  }

  /** Text cut from a file as people read it: the bytes are UTF-8. */
  words(cut: string | null): string | null {
    return cut === null ? null : Buffer.from(cut, 'latin1').toString('utf8');
  }
}
