import type {
  ChangeAnnotation,
  Range,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { ConvertedRegion } from '../conversions/convert-file.ts';
import { positionOfOffset } from './positions.ts';

/** A document and what is converted in it. */
export interface ConvertedDocument {
  readonly uri: string;
  /** Null for a file that no editor has open. */
  readonly version: number | null;
  readonly bytes: Uint8Array;
  readonly regions: readonly ConvertedRegion[];
}

/** What an editor understands of edits. */
export interface EditCapabilities {
  readonly documentChanges: boolean;
  /** It shows annotated changes before it makes them. */
  readonly annotations: boolean;
}

/** The edit that converts some documents; each function can be left out where the editor asks. */
export function conversionEdit(
  documents: readonly ConvertedDocument[],
  { documentChanges, annotations }: EditCapabilities,
): WorkspaceEdit {
  if (!documentChanges) {
    const changes = documents.map((each) => [each.uri, plainEdits(each)] as const);
    return { changes: Object.fromEntries(changes) };
  }
  if (!annotations) {
    return {
      documentChanges: documents.map((each) => ({
        textDocument: { uri: each.uri, version: each.version },
        edits: plainEdits(each),
      })),
    };
  }
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const { name } of documents.flatMap(({ regions }) => regions)) {
    changeAnnotations[name] = {
      label: `Convert ${name}() to ptdesc`,
      needsConfirmation: true,
      description: 'What the text says about page tables, under its new name',
    };
  }
  return { documentChanges: documents.map(annotatedEdit), changeAnnotations };
}

function annotatedEdit({ uri, version, bytes, regions }: ConvertedDocument): TextDocumentEdit {
  const edits = regions.flatMap(({ name, edits: each }) =>
    each.map(({ start, end, text }) => ({
      range: rangeOf(bytes, start, end),
      newText: text,
      annotationId: name,
    })),
  );
  return { textDocument: { uri, version }, edits };
}

function plainEdits({ bytes, regions }: ConvertedDocument) {
  return regions.flatMap(({ edits }) =>
    edits.map(({ start, end, text }) => ({ range: rangeOf(bytes, start, end), newText: text })),
  );
}

function rangeOf(bytes: Uint8Array, start: number, end: number): Range {
  return { start: positionOfOffset(bytes, start), end: positionOfOffset(bytes, end) };
}
