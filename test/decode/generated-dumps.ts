import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { DecodeMachine, KernelStyle } from './mini-kernel.ts';

/** A text that the generator printed, and what must be said of it. */
export interface GeneratedDump {
  readonly name: string;
  readonly text: string;
  readonly flags: readonly string[];
  readonly zone: number;
  /** Null for a page without a type. */
  readonly type: string | null;
  readonly refcount: number;
  /** By record and path: "struct page.lru.next". */
  readonly fields: ReadonlyMap<string, string>;
  /** Struct page as it lies in the machine's memory, two digits a byte. */
  readonly bytes: string;
}

const SOURCE = resolve(import.meta.dirname, 'dump-generator.c');

/** Compiles the generator for a machine and a kernel, and runs it. The machine itself is not needed. */
export function generateDumps(
  folder: string,
  style: KernelStyle,
  machine: DecodeMachine,
  random?: { readonly seed: number; readonly count: number },
): GeneratedDump[] {
  const program = join(folder, `generator-${style}-${machine.name}`);
  const flags = [
    `-DWORD_BITS=${machine.wordBits}`,
    `-DBIG=${machine.bigEndian ? 1 : 0}`,
    ...(style === '7' ? ['-DMINI_7'] : []),
    // The mini kernel's headers name each other as a kernel's do; linux/mini.h is the command line's.
    ...['-I', join(folder, 'include'), '-Wall', '-Wextra', '-Werror'],
  ];
  execFileSync('gcc', [...flags, '-o', program, SOURCE]);
  const output = execFileSync(program, random ? [String(random.seed), String(random.count)] : [], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return parseGenerated(output);
}

/** What a generator of page dumps printed. */
export function parseGenerated(output: string): GeneratedDump[] {
  return output.split(/^== /m).slice(1).map(parse);
}

function parse(section: string): GeneratedDump {
  const [head = '', fieldText = ''] = section.split('-- fields\n');
  const name = head.slice(0, head.indexOf('\n'));
  const line = (key: string) => new RegExp(`^-- ${key} ?(.*)$`, 'm').exec(section)?.[1] ?? '';
  const [fields = ''] = fieldText.split('-- bytes');
  return {
    name,
    text: head.slice(name.length + 1, head.indexOf('-- flags')),
    flags: line('flags').split(' ').filter(Boolean),
    zone: Number(line('zone')),
    type: line('type') === 'none' ? null : line('type'),
    refcount: Number(line('refcount')),
    fields: new Map(
      fields
        .trim()
        .split('\n')
        .map((each): [string, string] => {
          const space = each.lastIndexOf(' ');
          return [each.slice(0, space), each.slice(space + 1)];
        }),
    ),
    bytes: line('bytes'),
  };
}
