import type { Range } from 'vscode-languageserver';
import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { Found } from '../../../language/src/unit/find.ts';
import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import type { HoverContext } from '../features/hover/hover-info.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { FileUnit, Session } from '../session/session.ts';

/** A file read to the end, with everything that features need to answer about it. */
export interface FileView {
  readonly session: Session;
  readonly unit: TranslationUnit;
  readonly model: MemdescModel;
  readonly file: SourceFile;
  readonly context: HoverContext;
  /** False once an edit changed what the unit was read from: it may be asked nothing more. */
  readonly isCurrent: () => boolean;
}

/** What stands at a position. */
export interface PositionView extends FileView {
  /** The name under the cursor. */
  readonly range: Range;
  readonly found: Found;
}

/** Waits for a file's unit, see UnitBuilder.ready; undefined when there is nothing to say about it. */
export async function viewFile(
  session: Session,
  path: string,
  isSearching: () => boolean,
  isUrgent: boolean,
): Promise<FileView | undefined> {
  if (session.profile.missing) return undefined;
  const fileUnit: FileUnit = session.unitFor(path);
  const unit = await fileUnit.builder.ready(isUrgent);
  const file = session.file(path);
  const model = session.modelFor(fileUnit.builder, unit);
  if (!file || !model) return undefined;
  const { label } = session.profile;
  const { version } = fileUnit.builder;
  return {
    session,
    unit,
    model,
    file,
    isCurrent: () => fileUnit.builder.version === version,
    context: { profile: label, via: fileUnit.via, searching: isSearching() },
  };
}
