import type { CodeLensPlace } from '../../server/src/protocol.ts';

type Places = CodeLensPlace[] | null;

/** After so long without an answer people are told that there will be one. */
const PATIENCE_MS = 400;

/**
 * The first answer about a document takes as long as its kernel takes to be read, and an editor shows
 * nothing until it has one. So the wait is cut short, and the editor asks again when the answer is there.
 */
export class FirstAnswers {
  readonly #changed: () => void;
  readonly #pending = new Map<string, Promise<Places>>();
  readonly #answered = new Set<string>();

  /** @param changed makes the editor ask again */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  isAnswered(uri: string): boolean {
    return this.#answered.has(uri);
  }

  /** The answer when it comes soon; undefined when there is none yet. */
  async soon(uri: string, ask: () => Promise<Places>): Promise<Places | undefined> {
    const known = this.#pending.get(uri);
    const answer = known ?? ask();
    this.#pending.set(uri, answer);
    const end = () => {
      this.#pending.delete(uri);
      this.#answered.add(uri);
    };
    if (known === undefined) answer.then(end, end);
    const late = Symbol();
    const first = await Promise.race([answer, wait(PATIENCE_MS).then(() => late)]);
    if (typeof first !== 'symbol') return first;
    if (known === undefined) answer.then(this.#changed, this.#changed);
    return undefined;
  }
}

const wait = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));
