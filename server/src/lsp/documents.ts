import { fileURLToPath } from 'node:url';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { FILE_LIMITS_BYTES } from '../files/file-limits.ts';
import { offsetOfPosition } from './positions.ts';

/** An open document: the editor's text, which may differ from the file's. */
export interface OpenDocument {
  readonly uri: string;
  /** The file's absolute path; undefined when the URI names none. */
  readonly path: string | undefined;
  version: number;
  bytes: Uint8Array;
}

/** Whether a document is not read, as its file would not be. */
export function isTooLarge({ bytes }: OpenDocument): boolean {
  return bytes.length > FILE_LIMITS_BYTES.source;
}

/** The documents that the editor has open, by URI. */
export class Documents {
  readonly #byUri = new Map<string, OpenDocument>();

  open(uri: string, version: number, text: string): OpenDocument {
    const document = { uri, path: pathOfUri(uri), version, bytes: Buffer.from(text, 'utf8') };
    this.#byUri.set(uri, document);
    return document;
  }

  get(uri: string): OpenDocument | undefined {
    return this.#byUri.get(uri);
  }

  /** The path that a URI names; undefined when it is no file's. */
  pathOf(uri: string): string | undefined {
    const document = this.#byUri.get(uri);
    return document ? document.path : pathOfUri(uri);
  }

  all(): OpenDocument[] {
    return [...this.#byUri.values()];
  }

  /** Applies the editor's changes in their order; undefined for a document that is not open. */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    if (!document) return undefined;
    for (const change of changes) document.bytes = applyChange(document.bytes, change);
    document.version = version;
    return document;
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.#byUri.get(uri);
    this.#byUri.delete(uri);
    return document;
  }
}

function applyChange(bytes: Uint8Array, change: TextDocumentContentChangeEvent): Uint8Array {
  const text = Buffer.from(change.text, 'utf8');
  if (!('range' in change)) return text;
  const start = offsetOfPosition(bytes, change.range.start);
  const end = Math.max(start, offsetOfPosition(bytes, change.range.end));
  return Buffer.concat([bytes.subarray(0, start), text, bytes.subarray(end)]);
}

/** The path of a `file:` URI; undefined for every other, and for one that is no path here. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
