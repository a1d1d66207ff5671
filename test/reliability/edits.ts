import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Editor, type OpenText, pause, placeIn } from './editor.ts';
import type { Random } from './random.ts';
import type { EditedTree } from './trees.ts';

const PIECES = [
  'x', ' ', ';', '{', '}', '(', ')', '"', "'", '/*', '*/', '\\\n', '->lru', '.mapping', '\n',
  '#if 0\n', '#endif\n', '#else\n', '#define Q(x) x x\n', '#undef page\n', '#include <linux/mm.h>\n', '#include "slab.h"\n',
  'struct page *q;\n', 'struct later { struct list_head a; };\n', 'int f(struct page *p) { return p->flags; }\n',
  'typedef struct ptdesc *t;\n', '__attribute__((packed))', '_Static_assert(1, "");\n', 'é', '\u0000', '\r\n', '0x', '1e', '\t',
]; // biome-ignore format: a list

/** What was edited is mostly taken back, so that the text stays one that is worth reading. */
const UNDO_SHARE = 0.85;
const MAX_OPEN = 5;

/** A user at random: types, undoes, asks, cancels, opens, closes, renames, switches. */
export class RandomUser {
  readonly editor: Editor;
  readonly #tree: EditedTree;
  readonly #random: Random;
  readonly #pending = new Set<Promise<unknown>>();
  /** Files that were renamed, by the name that they had. */
  readonly #moved = new Map<string, string>();
  settings: object;
  edits = 0;

  constructor(editor: Editor, tree: EditedTree, random: Random) {
    this.editor = editor;
    this.#tree = tree;
    this.#random = random;
    this.settings = tree.settings[0] ?? {};
  }

  /** One thing that a user does. */
  async act(): Promise<void> {
    const random = this.#random;
    const [document] = [random.pick([...this.editor.documents.values()])];
    const dice = random.below(1000);
    if (document === undefined || (dice < 20 && this.editor.documents.size < MAX_OPEN))
      await this.#open();
    else if (dice < 30 && this.editor.documents.size > 1) await this.editor.close(document);
    else if (dice < 45 && this.#tree.isCopy) await this.#changeOnDisk();
    else if (dice < 48) await this.#configure();
    else if (dice < 300) this.#ask(document);
    else await this.#edit(document);
    if (this.#pending.size > 12) await Promise.race(this.#pending);
  }

  /** Waits for everything that was asked. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** Gives half of the documents the text that their files have: much of what is broken says little. */
  async heal(): Promise<void> {
    for (const document of this.editor.documents.values()) {
      const path = fileURLToPath(document.uri);
      if (!this.#random.chance(0.5) || !existsSync(path)) continue;
      const text = readFileSync(path, 'utf8');
      await this.editor.edit(document, 0, document.text.length, text);
      this.edits++;
    }
  }

  /** Puts files that were renamed back. */
  async undoRenames(): Promise<void> {
    for (const [path, moved] of this.#moved) renameSync(moved, path);
    const changes = [...this.#moved].flatMap(([path, moved]) => [
      { path, type: 1 as const },
      { path: moved, type: 3 as const },
    ]);
    this.#moved.clear();
    await this.editor.changedOnDisk(changes);
  }

  async #open(): Promise<void> {
    const open = new Set([...this.editor.documents.values()].map(({ uri }) => uri));
    const path = join(this.#tree.tree, this.#random.pick(this.#tree.files));
    if (open.has(`file://${path}`) || !existsSync(path)) return;
    await this.editor.open(path, readFileSync(path, 'utf8'));
  }

  async #edit(document: OpenText): Promise<void> {
    const random = this.#random;
    const at = random.below(document.text.length + 1);
    const cut = random.chance(0.3) ? random.below(30) : 0;
    const end = Math.min(document.text.length, at + cut);
    const taken = document.text.slice(at, end);
    const piece = random.pick(PIECES);
    await this.editor.edit(document, at, end, piece);
    this.edits++;
    if (random.chance(0.3)) this.#ask(document);
    if (random.chance(0.2)) await pause(random.below(40));
    if (!random.chance(UNDO_SHARE)) return;
    await this.editor.edit(document, at, at + piece.length, taken);
    this.edits++;
  }

  #ask(document: OpenText): void {
    const random = this.#random;
    const method = random.pick(['hover', 'hover', 'hover', 'definition', 'implementation']);
    const place = placeIn(document, memberIn(document.text, random));
    const cancel = random.chance(0.2) ? new AbortController() : undefined;
    const asked: Promise<unknown> = random.chance(0.1)
      ? this.editor.ask('ptdesc/codeLenses', { uri: document.uri }, cancel?.signal)
      : this.editor.ask(`textDocument/${method}`, place, cancel?.signal);
    this.#pending.add(asked);
    void asked.finally(() => this.#pending.delete(asked)).catch(() => {});
    if (cancel) setTimeout(() => cancel.abort(), random.below(50));
  }

  async #changeOnDisk(): Promise<void> {
    const path = join(this.#tree.tree, this.#random.pick(this.#tree.files));
    const moved = `${path}.moved`;
    if (this.#moved.has(path)) {
      renameSync(moved, path);
      this.#moved.delete(path);
      await this.editor.changedOnDisk([{ path, type: 1 }]);
    } else if (this.#random.chance(0.3)) {
      renameSync(path, moved);
      this.#moved.set(path, moved);
      await this.editor.changedOnDisk([{ path, type: 3 }]);
    } else {
      const text = readFileSync(path, 'utf8');
      const lines = text.split('\n');
      lines.splice(
        this.#random.below(lines.length),
        0,
        this.#random.pick(['', '/* on disk */', 'struct on_disk;']),
      );
      writeFileSync(path, lines.join('\n'));
      await this.editor.changedOnDisk([{ path, type: 2 }]);
    }
  }

  async #configure(): Promise<void> {
    this.settings = this.#random.pick(this.#tree.settings);
    await this.editor.configure(this.settings);
  }
}

/** Where struct page and its memdescs are named, or are likely to be. */
const TELLING =
  /\b(struct (page|folio|slab|ptdesc)\b|(lru|flags|mapping|_refcount|_mapcount|compound_head|private|slab_cache|freelist|ptl|pt_mm)\b)/;

/** A place at which there may be something to say. */
export function memberIn(text: string, random: Random): number {
  const from = random.below(text.length + 1);
  const found = TELLING.exec(text.slice(from, from + 20_000)) ?? TELLING.exec(text);
  return found ? text.indexOf(found[0], from) + found[0].length - 1 : from;
}
