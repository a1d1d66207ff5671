/** Reads recorded units with our engine under the compiler's own flags, for comparisons. */
import { Interner } from '../../language/src/lexer/interner.ts';
import { SourceMap } from '../../language/src/source/source-map.ts';
import { x86_64 } from '../../language/src/targets/x86.ts';
import { recordName } from '../../language/src/types/type-name.ts';
import { TranslationUnit } from '../../language/src/unit/translation-unit.ts';
import type { KernelBuild } from '../kernels/builds.ts';
import type { AccessLine } from '../oracles/clang-accesses/clang-accesses.ts';
import type { KbuildCommand } from '../oracles/kbuild-cmd.ts';
import type { LayoutLine } from '../oracles/layout-lines.ts';
import { runOk } from '../oracles/run.ts';
import { filesFrom, machineFlags, optionsFromFlags } from './compare-tokens.ts';

/** Reads many units of one build; files are read and lexed once. */
export class UnitReader {
  private readonly kernel: KernelBuild;
  private readonly sources: SourceMap;
  private readonly predefined = new Map<string, string>();

  constructor(kernel: KernelBuild) {
    this.kernel = kernel;
    this.sources = new SourceMap(filesFrom(kernel.build), new Interner());
  }

  /** The unit, its declarations parsed. The predefined macros come from the compiler itself. */
  async read(command: KbuildCommand): Promise<TranslationUnit> {
    const predefined = await this.predefinedBy(command);
    const options = optionsFromFlags(command.flags, predefined);
    return new TranslationUnit(this.sources, x86_64, options, command.sourcePath).build();
  }

  private async predefinedBy(command: KbuildCommand): Promise<string> {
    const flags = machineFlags(command.flags);
    const key = flags.join(' ');
    const known = this.predefined.get(key);
    if (known !== undefined) return known;
    const argv = [command.compiler, ...flags, '-nostdinc', '-dM', '-E', '-x', 'c', '/dev/null'];
    const text = (await runOk(argv, { cwd: this.kernel.build })).toString();
    this.predefined.set(key, text);
    return text;
  }

  /** A path as the oracles write it: relative to the tree, or else to the build. */
  relative(path: string): string {
    for (const root of [this.kernel.tree, this.kernel.build])
      if (path.startsWith(`${root}/`)) return path.slice(root.length + 1);
    return path.replace(/^\.\//, '');
  }

  /** Every distinct definition at file scope. */
  layouts(unit: TranslationUnit): LayoutLine[] {
    const lines: LayoutLine[] = [];
    for (const record of unit.records) {
      const layout = unit.layout(record);
      const place = unit.expansionPlace(record.token);
      const tag = recordName(record);
      if (record.scope !== 'file' || tag === '<anon>' || !layout || !place) continue;
      lines.push({
        tag,
        kind: record.keyword,
        decl: `${this.relative(place.file.path)}:${place.line}`,
        size: layout.sizeBytes,
        align: layout.alignBytes,
        members: unit.flatten(record).map((m) => ({
          path: m.path,
          type: unit.typeName(m.type),
          offset_bits: m.offsetBits,
          size_bits: m.sizeBits,
          bitfield: m.bitfield,
        })),
      });
    }
    return lines;
  }

  /** The accesses written in the unit's own file, on every record. */
  accesses(unit: TranslationUnit): AccessLine[] {
    const main = unit.sources.load(unit.path);
    if (main === undefined) return [];
    return unit.accesses(main).map((access) => {
      const place = unit.sources.place(access.loc);
      const text = (id: number) => unit.interner.text(id);
      return {
        line: place?.line ?? 0,
        col: place?.column ?? 0,
        field: text(access.fieldId),
        ...(access.spelledId !== undefined && { spelled: text(access.spelledId) }),
        record: access.record ? recordName(access.record) : '<none>',
        arrow: access.arrow,
        kind: access.kind,
        in_macro_arg: access.inMacroArgument,
      };
    });
  }
}
