/** What compilers and their companions answer to Kconfig files, from a description instead of a run. */
import type { ToolchainDescription } from './description.ts';
import { askedCommand } from './question.ts';
import { type CommandResult, computeCommand } from './shell-arithmetic.ts';

/** Where something is asked: a file of the tree, and a line from 1. */
export interface AskedPlace {
  readonly file: string;
  readonly line: number;
}

/** A question, what was answered, and why. */
export interface ToolchainAnswer extends AskedPlace {
  readonly question: string;
  readonly answer: string;
  /** False when the description does not know the question: it is answered as a failure. */
  readonly isKnown: boolean;
}

export class Toolchain {
  readonly description: ToolchainDescription;
  readonly machine: string;
  readonly answers: ToolchainAnswer[] = [];
  readonly #tree: string;
  readonly #readText: (path: string) => string | undefined;

  /**
   * @param machine a name of the description's machines: `x86_64`, `arm64`
   * @param readText a file of the tree, relative to it
   */
  constructor(
    description: ToolchainDescription,
    machine: string,
    tree: string,
    readText: (file: string) => string | undefined,
  ) {
    this.description = description;
    this.machine = machine;
    this.#tree = tree;
    this.#readText = readText;
  }

  /** The origin of answers, for people. */
  get label(): string {
    return `${this.description.label}, ${this.machine}`;
  }

  /** What make would have in its environment for the tools. */
  environment(name: string): string | undefined {
    const { environment, versionTexts } = this.description;
    return name === 'CC_VERSION_TEXT'
      ? (versionTexts[this.machine] ?? this.description.label)
      : environment[name];
  }

  /** The output of a command of `$(shell …)`. */
  shell(command: string, place: AskedPlace): string {
    const { question, outcomes } = askedCommand(command, this.#tree);
    const computed = question.startsWith('command ')
      ? computeCommand(question.slice('command '.length))
      : undefined;
    const known = computed ?? this.#look(question);
    const succeeds = known?.succeeds ?? false;
    const output = outcomes
      ? succeeds
        ? outcomes.success
        : outcomes.failure
      : (known?.output ?? '');
    if (!computed)
      this.answers.push({ ...place, question, answer: output, isKnown: known !== undefined });
    return output;
  }

  #look(question: string): CommandResult | undefined {
    // The same script may ask something else in another kernel: its content tells.
    const script = scriptOf(question);
    const own = script && this.#readText(script);
    const answer =
      (own === undefined
        ? undefined
        : this.description.answer(`${question} #${fingerprint(own)}`, this.machine)) ??
      this.description.answer(question, this.machine);
    if (answer !== undefined) return answer;
    return this.#byParts(question) ?? this.#byKind(question);
  }

  /** Several options together are accepted when each of them is. */
  #byParts(question: string): CommandResult | undefined {
    const [, kind, flags = ''] = /^(option|linker) (\S+ .*)$/.exec(question) ?? [];
    if (kind === undefined) return undefined;
    const parts = flags
      .split(' ')
      .map((flag) => this.description.answer(`${kind} ${flag}`, this.machine));
    if (parts.some((part) => part === undefined)) return undefined;
    return { succeeds: parts.every((part) => part?.succeeds), output: '' };
  }

  /** gcc accepts every `-Wno-…` while nothing else is wrong (its manual, "Warning Options"). */
  #byKind(question: string): CommandResult | undefined {
    const isIgnored = this.description.kind === 'gcc' && /^option -Wno-[\w-]+$/.test(question);
    return isIgnored ? { succeeds: true, output: '' } : undefined;
  }
}

/** The script of the tree that a question runs. */
export function scriptOf(question: string): string | undefined {
  return /\$\(srctree\)\/(scripts\/[\w.-]+\.sh|arch\/[\w./-]+\.sh)/.exec(question)?.[1];
}

/** Tells one content of a script from another. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16);
}
