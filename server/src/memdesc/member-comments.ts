import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { precedingComment, trailingComment } from './comments.ts';
import type { SourceTexts } from './source-texts.ts';

/** The comments right above a member and behind it on its line. */
export interface MemberComments {
  readonly before?: string | null;
  readonly behind?: string | null;
}

/** Reads them from the file that declares the member. */
export function commentsBeside(
  unit: TranslationUnit,
  loc: number,
  texts: SourceTexts,
): MemberComments {
  const at = texts.at(unit, loc);
  if (!at) return {};
  return {
    before: texts.words(precedingComment(at.text, at.offset)),
    behind: texts.words(trailingComment(at.text, at.offset)),
  };
}

/** Kernel-doc, its markers, and the headings of a view ("Or, free page") are no rule about a member. */
export const isHeading = (comment: string): boolean =>
  /^(@\w|private:|public:|or\b)/i.test(comment);
