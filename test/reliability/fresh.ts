import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type Answered, Editor, type OpenText, pause, placeIn } from './editor.ts';
import { memberIn } from './edits.ts';
import type { Random } from './random.ts';

/** A hover says so while the tree is being searched. */
const SEARCHING = /_Searching the tree/;
/** Longer than a server waits before it searches again. */
const AGAIN_MS = 1700;

interface Question {
  readonly document: OpenText;
  readonly offset: number;
  readonly method: string;
}

/**
 * Asks a server that lived through edits and one that was started just now the same, with the same
 * documents open in the same texts: they must answer the same. Returns how many answers were compared,
 * and how many of them said something.
 */
export async function compareWithFresh(
  living: Editor,
  folder: string,
  settings: object,
  environment: Record<string, string>,
  random: Random,
  perDocument: number,
): Promise<{ compared: number; answered: number }> {
  const questions = questionsTo(living, random, perDocument);
  await pause(AGAIN_MS);
  await searched(living);
  const fresh = await Editor.start(folder, settings, environment);
  try {
    for (const { uri, text } of living.documents.values()) await fresh.open(pathOf(uri), text);
    await searched(fresh);
    let answered = 0;
    for (const question of questions) answered += await compare(living, fresh, question);
    return { compared: questions.length, answered };
  } finally {
    await fresh.stop();
  }
}

async function compare(living: Editor, fresh: Editor, question: Question): Promise<number> {
  const { document, offset, method } = question;
  const place = placeIn(document, offset);
  const expected = await answered(fresh, method, place);
  const actual = await answered(living, method, place);
  if (JSON.stringify(actual.result) !== JSON.stringify(expected.result)) {
    const at = `${method} ${document.uri} at ${offset}: ${JSON.stringify(document.text.slice(offset - 30, offset + 30))}`;
    assert.deepEqual(actual.result, expected.result, `${at}\n${living.mistakes.join('\n')}`);
  }
  return expected.result === null ? 0 : 1;
}

/** How often a question is asked that comes while the server reads what the disk told it. */
const MOST_TRIES = 10;

/** An editor asks again where it is told that what it asked about has changed meanwhile. */
async function answered(editor: Editor, method: string, place: object): Promise<Answered> {
  let answer = await editor.ask(method, place);
  for (let tries = 1; answer.code !== undefined && tries < MOST_TRIES; tries++) {
    await pause(AGAIN_MS);
    answer = await editor.ask(method, place);
  }
  return answer;
}

function questionsTo(editor: Editor, random: Random, perDocument: number): Question[] {
  return [...editor.documents.values()].flatMap((document) =>
    Array.from({ length: perDocument }, () => ({
      document,
      offset: memberIn(document.text, random),
      method: random.pick(['textDocument/hover', 'textDocument/hover', 'textDocument/definition']),
    })),
  );
}

/** Waits until no answer of a document says any more that the tree is being searched. */
async function searched(editor: Editor): Promise<void> {
  for (;;) {
    await editor.ask('ptdesc/overlay', {}).catch(() => undefined);
    const hovers = await Promise.all(
      [...editor.documents.values()].map((document) => {
        const offset = document.text.search(/->lru|struct page\b|flags/);
        return editor.hover(document, Math.max(0, offset + 8));
      }),
    );
    if (!hovers.some(({ result }) => SEARCHING.test(JSON.stringify(result ?? '')))) return;
    await pause(200);
  }
}

const pathOf = (uri: string): string => fileURLToPath(uri);
