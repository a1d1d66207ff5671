import { clang19 } from './clang-19.generated.ts';
import type { ToolchainDescription, ToolchainKind } from './description.ts';
import { gcc12 } from './gcc-12.generated.ts';
import type { CommandResult } from './shell-arithmetic.ts';

/**
 * A description's text. Its first line is JSON with what holds for all questions; each further line
 * is the machines of which something holds, as a hexadecimal set in the order of `machines`, the
 * question in quotes, and an output in quotes where the question asks for one. A question that no
 * machine answers with success has the set 0.
 */
interface Head {
  readonly label: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly versionTexts: Readonly<Record<string, string>>;
  readonly machines: readonly string[];
  readonly assumed: readonly string[];
}

const known = new Map<ToolchainKind, ToolchainDescription>();

export function readDescription(kind: ToolchainKind): ToolchainDescription {
  const before = known.get(kind);
  if (before) return before;
  const description = parseDescription(kind, kind === 'gcc' ? gcc12 : clang19);
  known.set(kind, description);
  return description;
}

function parseDescription(kind: ToolchainKind, text: string): ToolchainDescription {
  const [first = '{}', ...lines] = text.trim().split('\n');
  const head: Head = JSON.parse(first);
  const rows = new Map<string, { machines: bigint; output: string }[]>();
  for (const line of lines) {
    const space = line.indexOf(' ');
    const [question = '', output = ''] = JSON.parse(`[${line.slice(space + 1)}]`);
    const row = { machines: BigInt(`0x${line.slice(0, space)}`), output };
    rows.set(question, [...(rows.get(question) ?? []), row]);
  }
  const answer = (question: string, machine: string): CommandResult | undefined => {
    const index = head.machines.indexOf(machine);
    const found = rows.get(question);
    if (found === undefined || index < 0) return undefined;
    const row = found.find(({ machines }) => (machines >> BigInt(index)) & 1n);
    return { succeeds: row !== undefined, output: row?.output ?? '' };
  };
  return { kind, ...head, answer };
}
