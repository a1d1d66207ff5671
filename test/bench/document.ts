/** An open document as an editor keeps it: text, version, and what it asks about it. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { LspClient } from './lsp-client.ts';

/** Zero-based, as in the protocol. */
export interface Position {
  line: number;
  character: number;
}

export interface Hover {
  contents: unknown;
  range?: { start: Position; end: Position };
}

export class OpenDocument {
  readonly uri: string;
  readonly #client: LspClient;
  #version = 1;

  /** Opens a file from the disk in a server. */
  constructor(client: LspClient, path: string) {
    this.uri = pathToFileURL(path).href;
    this.#client = client;
    const text = readFileSync(path, 'utf8');
    const textDocument = { uri: this.uri, languageId: 'c', version: 1, text };
    client.notify('textDocument/didOpen', { textDocument });
  }

  /** Waits until the server has said what is wrong with the text as it is now. */
  diagnosed(): Promise<void> {
    return this.#client.diagnosed(this.uri, this.#version);
  }

  hover(position: Position): Promise<Hover | null> {
    const textDocument = { uri: this.uri };
    return this.#client.request('textDocument/hover', { textDocument, position });
  }

  /** Types `text` at a position, as one incremental change. */
  insert(position: Position, text: string): void {
    const textDocument = { uri: this.uri, version: ++this.#version };
    const contentChanges = [{ range: { start: position, end: position }, text }];
    this.#client.notify('textDocument/didChange', { textDocument, contentChanges });
  }
}
