import { Interner } from '../../../language/src/lexer/interner.ts';
import type { FileSystem } from '../../../language/src/source/file-system.ts';
import { type SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import type {
  AsmStatement,
  CompoundStatement,
  Expression,
} from '../../../language/src/syntax/ast.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import { asInteger, precisionBits } from '../../../language/src/typing/arithmetic.ts';
import { constantValue } from '../../../language/src/typing/constant.ts';
import { promotedOperand } from '../../../language/src/typing/promoted-operand.ts';
import { TranslationUnit, type UnitOptions } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';

/** The file is small; buffers grow where it is not. */
const FEW_TOKENS = 1 << 15;
const FEW_SPELLINGS = 1 << 13;

/** The files, for no one but bounds.c. */
export function fewSources(fs: FileSystem): SourceMap {
  return new SourceMap(fs, new Interner(FEW_SPELLINGS));
}

/** What computing bounds.h needs to know of a profile. */
export interface BoundsInput {
  /** Its files; what is to be computed is empty in them. */
  readonly sources: SourceMap;
  readonly target: Target;
  readonly options: UnitOptions;
  /** Absolute path of kernel/bounds.c. */
  readonly path: string;
}

/** Functions of other headers have asm statements of other kinds; um has its lines in kernel-offsets.h. */
const HOLDS_DEFINES = /\.c$|offsets\.h$/;

/** One line of bounds.h. */
export interface Bound {
  readonly name: string;
  readonly value: bigint;
}

/** The numbers, and the files that they follow from. */
export interface ComputedBounds {
  readonly bounds: readonly Bound[];
  readonly files: readonly SourceFile[];
}

/**
 * The numbers of include/generated/bounds.h, or of another header of offsets. Kbuild compiles a file
 * to assembly and cuts the values out of its `DEFINE(sym, val)` lines (include/linux/kbuild.h), in
 * whatever function they are; here the same file is parsed and the operand of each such asm statement
 * is evaluated.
 */
export function computeBounds(input: BoundsInput): ComputedBounds {
  const options = { ...input.options, expectedTokens: FEW_TOKENS };
  const unit = new TranslationUnit(input.sources, input.target, options, input.path).build();
  const bounds: Bound[] = [];
  for (const { definition } of unit.fileLevel.of(({ path }) => HOLDS_DEFINES.test(path))) {
    const statements = definition ? asmStatements(unit.body(definition)) : [];
    bounds.push(...statements.flatMap((statement) => boundOf(unit, statement) ?? []));
  }
  return { bounds, files: filesOf(unit) };
}

/** The text of bounds.h, or of another header of offsets with its own guard. */
export function boundsText(bounds: readonly Bound[], guard = '__LINUX_BOUNDS_H__'): string {
  const lines = bounds.map(({ name, value }) => `#define ${name} ${value}\n`);
  return `#ifndef ${guard}\n#define ${guard}\n${lines.join('')}#endif\n`;
}

function asmStatements(body: CompoundStatement): AsmStatement[] {
  const found: AsmStatement[] = [];
  for (const item of body.statements) {
    if (item.kind === 'asm') found.push(item);
    else if (item.kind === 'compound') found.push(...asmStatements(item));
  }
  return found;
}

/** The template reads `.ascii "->NAME %0 text"`: its name, and the value of the first input. */
function boundOf(unit: TranslationUnit, statement: AsmStatement): Bound | undefined {
  let template = '';
  for (let token = statement.templateToken; token < statement.templateEndToken; token++) {
    template += unit.interner.text(unit.tokens.ids[token] ?? 0).slice(1, -1);
  }
  const name = /->(\w+) [#$]?%0/.exec(template)?.[1];
  const operand = statement.inputs[0]?.expression;
  if (name === undefined || operand === undefined) return undefined;
  const value = constantValue(unit.parser, operand);
  return value === undefined ? undefined : { name, value: asWritten(unit, operand, value) };
}

/** gcc writes a constant as a signed number of its width, whatever its type's sign is. */
function asWritten(unit: TranslationUnit, operand: Expression, value: bigint): bigint {
  const type = asInteger(promotedOperand(unit.parser.types, operand));
  const bits = type ? precisionBits(type) : unit.target.pointerSizeBytes * 8;
  return BigInt.asIntN(bits, value);
}
