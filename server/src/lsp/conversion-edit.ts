import type {
  ChangeAnnotation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { ConvertedRegion } from '../conversions/convert-file.ts';
import type { FunctionChange } from '../protocol.ts';
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
      // Where the editor asks, all are ticked: leaving one out is the exception.
      needsConfirmation: false,
      description: 'What the text says about page tables, under its new name',
    };
  }
  return { documentChanges: documents.map(annotatedEdit), changeAnnotations };
}

/** What each function becomes, for an editor that asks about them by itself. */
export function functionChanges(documents: readonly ConvertedDocument[]): FunctionChange[] {
  return documents.flatMap(({ uri, bytes, regions }) =>
    regions.map((region) => {
      const { range, newText: text } = oneEdit(bytes, region);
      return { name: region.name, uri, start: range.start, end: range.end, text };
    }),
  );
}

function annotatedEdit({ uri, version, bytes, regions }: ConvertedDocument): TextDocumentEdit {
  const edits = regions.map((region) => ({
    ...oneEdit(bytes, region),
    annotationId: region.name,
  }));
  return { textDocument: { uri, version }, edits };
}

function plainEdits({ bytes, regions }: ConvertedDocument): TextEdit[] {
  return regions.map((region) => oneEdit(bytes, region));
}

/** A function is converted whole or not at all: one edit, from its first change to its last. */
function oneEdit(bytes: Uint8Array, { edits }: ConvertedRegion): TextEdit {
  const inOrder = edits.toSorted((a, b) => a.start - b.start);
  const start = inOrder[0]?.start ?? 0;
  let at = start;
  let newText = '';
  for (const edit of inOrder) {
    newText += `${textOf(bytes, at, edit.start)}${edit.text}`;
    at = edit.end;
  }
  const range = { start: positionOfOffset(bytes, start), end: positionOfOffset(bytes, at) };
  return { range, newText };
}

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  new TextDecoder().decode(bytes.subarray(start, end));
