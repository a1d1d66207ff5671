import assert from 'node:assert/strict';
import { requireOracle } from '../../../test/oracles/gcc.ts';
import { allTargets, findTarget } from '../../src/targets/all-targets.ts';
import {
  memberAlignBytes,
  type ScalarKind,
  scalarSizeBytes,
  type Target,
  type VaListMember,
} from '../../src/targets/target.ts';
import { gccCases, runCompiler } from './compilers.ts';

const scalars: Record<Exclude<ScalarKind, 'int128'>, string> = {
  short: 'short',
  int: 'int',
  long: 'long',
  longLong: 'long long',
  float: 'float',
  double: 'double',
  longDouble: 'long double',
  pointer: 'void *',
};

const vaListSizes: Record<VaListMember['type'], (target: Target) => number> = {
  'void *': (target) => target.pointerSizeBytes,
  int: () => 4,
  'unsigned int': () => 4,
  long: (target) => target.longSizeBytes,
  'unsigned char': () => 1,
  'unsigned short': () => 2,
};

/** The size of va_list from its members, which lie without padding in every ABI. */
function vaListSizeBytes(target: Target): number {
  if (target.vaList.kind === 'pointer') return target.pointerSizeBytes;
  let sizeBytes = 0;
  for (const { type } of target.vaList.members) sizeBytes += vaListSizes[type](target);
  return sizeBytes;
}

/** A C file of assertions, each a fact of the target. */
function assertions(target: Target): string {
  const facts: [string, number][] = [];
  const kinds = Object.entries(scalars) as [ScalarKind, string][];
  if (target.int128) kinds.push(['int128', '__int128']);
  for (const [kind, type] of kinds) {
    facts.push([`sizeof(${type})`, scalarSizeBytes(target, kind)]);
    facts.push([`__alignof__(${type})`, target.alignBytes[kind]]);
    facts.push([`_Alignof(${type})`, memberAlignBytes(target, kind)]);
    facts.push([offsetOf(`char c; ${type} m;`, 'm'), memberAlignBytes(target, kind)]);
  }
  facts.push(...bitFieldFacts(target), ...otherFacts(target));
  return facts.map(([text, value]) => `_Static_assert(${text} == ${value}, "");\n`).join('');
}

function offsetOf(members: string, member: string): string {
  return `__builtin_offsetof(struct { ${members} }, ${member})`;
}

function bitFieldFacts(target: Target): [string, number][] {
  const { typeMatters, unnamedAligns, emptyFieldBoundaryBits } = target.bitFields;
  const intAlign = memberAlignBytes(target, 'int');
  const longLongAlign = memberAlignBytes(target, 'longLong');
  return [
    ['sizeof(struct { char a; int b : 5; })', typeMatters ? 4 : 2],
    ['_Alignof(struct { char a; long long b : 5; })', typeMatters ? longLongAlign : 1],
    ['sizeof(struct { char a : 4; int b : 30; })', typeMatters ? 8 : 5],
    ['_Alignof(struct { int : 5; char b; })', unnamedAligns ? intAlign : 1],
    [offsetOf('char a; int : 0; char b;', 'b'), intAlign],
    [offsetOf('char a; char : 0; char b;', 'b'), Math.max(1, emptyFieldBoundaryBits / 8)],
    ['sizeof(struct { char a[3]; })', 3],
  ];
}

function otherFacts(target: Target): [string, number][] {
  const vector = (bytes: number) => `__alignof__(char __attribute__((vector_size(${bytes}))))`;
  return [
    ['sizeof(__builtin_va_list)', vaListSizeBytes(target)],
    ['_Alignof(struct { char c; } __attribute__((aligned)))', target.biggestAlignmentBytes],
    ['__BIGGEST_ALIGNMENT__', target.biggestAlignmentBytes],
    [vector(8), Math.min(8, target.maxVectorAlignBytes)],
    [vector(32), Math.min(32, target.maxVectorAlignBytes)],
    ['sizeof(enum { A })', 4],
    ['((enum { B })-1 > 0)', 1],
  ];
}

describe('targets', () => {
  // The ABI's own facts are those of the plain flags, which end with the kernel's common ones.
  const plain = new Map(gccCases.map((each) => [each.target, each]));
  for (const [name, { command, flags }] of plain) {
    it(`${name}: sizes, alignments and bit-fields are those of ${command}`, function () {
      requireOracle(this, command);
      const target = findTarget(name);
      assert.ok(target);
      runCompiler(command, [...flags, '-fsyntax-only'], assertions(target));
    });
  }

  it('are found by machine name, kernel name and triple', () => {
    assert.equal(findTarget('x86_64-linux-gnu')?.name, 'x86_64');
    assert.equal(findTarget('i686-linux-gnu')?.name, 'i386');
    assert.equal(findTarget('arm64')?.name, 'aarch64');
    assert.equal(findTarget('s390')?.name, 's390x');
    assert.equal(findTarget('m68k-unknown-linux-gnu')?.name, 'm68k');
    assert.equal(findTarget('pdp11'), undefined);
    assert.equal(findTarget('constructor'), undefined);
  });

  it('have unique names, and no alignment above its size', () => {
    assert.equal(new Set(allTargets.map((target) => target.name)).size, allTargets.length);
    for (const target of allTargets) {
      for (const [kind, align] of Object.entries(target.alignBytes)) {
        assert.ok(align <= scalarSizeBytes(target, kind as ScalarKind), `${target.name} ${kind}`);
      }
    }
  });
});
