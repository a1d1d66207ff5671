/** The lines of our command line for one kernel, made in process: what users get, without 300 starts. */
import { accesses } from '../../server/src/cli/accesses.ts';
import { knownMemdescs } from '../../server/src/cli/known-memdescs.ts';
import { layout } from '../../server/src/cli/layout.ts';
import type { Output } from '../../server/src/cli/output.ts';
import { readUnit } from '../../server/src/cli/reading.ts';
import { type TreeReading, treeReading } from '../../server/src/cli/tree-reading.ts';
import { PAGE_RECORD } from '../../server/src/memdesc/memdesc.ts';
import type { KernelBuild } from '../kernels/builds.ts';
import type { AccessLine } from '../oracles/clang-accesses/clang-accesses.ts';
import type { LayoutLine } from '../oracles/layout-lines.ts';
import { KeptOutput } from './kept-output.ts';

/** `ptdesc --tree … --build …`; files are named relative to the tree. */
export class OurLines {
  readonly reading: TreeReading;

  constructor({ tree, build }: KernelBuild) {
    this.reading = treeReading({
      tree,
      set: [],
      setOnly: [],
      ...(build === tree ? {} : { build }),
    });
  }

  /** `ptdesc layout --all --file FILE --format jsonl` */
  layouts(file: string): LayoutLine[] {
    return this.#run((output) => {
      layout(this.reading, [], { all: true, file: this.#path(file), format: 'jsonl' }, output);
    });
  }

  /** `ptdesc accesses FILE --records all --format jsonl` */
  accesses(file: string): AccessLine[] {
    return this.#run((output) => {
      accesses(this.reading, [this.#path(file)], undefined, output);
    });
  }

  /** struct page and the memdescs that discovery finds in the tree. */
  memdescs(): Set<string> {
    const found = knownMemdescs(this.reading).memdescs.map(({ record }) => record);
    return new Set([PAGE_RECORD, ...found]);
  }

  /** What we could not parse, function bodies included, one line each. */
  problems(file: string): string[] {
    const unit = readUnit(this.reading, this.#path(file));
    const source = unit.sources.load(this.#path(file));
    // Bodies are parsed when someone asks for what is in them.
    if (source !== undefined) unit.accesses(source);
    return unit.problems.map(({ loc, message }) => {
      const place = unit.sources.place(loc);
      return `${place?.file.path ?? file}:${place?.line ?? 0}: ${message}`;
    });
  }

  #path(file: string): string {
    return `${this.reading.root}/${file}`;
  }

  #run<T>(command: (output: Output) => void): T[] {
    const output = new KeptOutput();
    command(output);
    return output.lines.map((line) => JSON.parse(line) as T);
  }
}
