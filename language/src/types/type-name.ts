import { type CType, Q_ATOMIC, Q_CONST, Q_RESTRICT, Q_VOLATILE } from './types.ts';

/** A type as C writes it: `struct list_head *`, `int (*)(struct page *, int)`, `unsigned long [4]`. */
export function typeName(type: CType): string {
  return spell(type, '').trimEnd();
}

/** C declares inside out: `inner` is what was spelled so far, from the name outward. */
function spell(type: CType, inner: string): string {
  switch (type.kind) {
    case 'void': return join('void', inner);
    case 'error': return type.written ? spell(type.written, inner) : join('<error>', inner);
    case 'integer': case 'float': case 'typedef': return join(type.name, inner);
    case 'complex': return join(`_Complex ${type.element.name}`, inner);
    case 'record': return join(recordName(type), inner);
    case 'enum': return join(type.tag ? `enum ${type.tag}` : (type.typedefName ?? 'enum <anonymous>'), inner);
    case 'qualified': return spellQualified(type, inner);
    case 'pointer': return spellPointer(type.pointee, `*${inner}`);
    case 'array': return spell(type.element, `${inner === '' ? ' ' : inner}[${type.length ?? ''}]`);
    case 'vector': return join(`${spell(type.element, '').trimEnd()} __attribute__((vector_size(${type.sizeBytes})))`, inner);
    case 'function': return spell(type.returnType, `${inner}(${parameters(type)})`);
  } // biome-ignore format: a table
}

function spellPointer(pointee: CType, inner: string): string {
  const needsParentheses = pointee.kind === 'array' || pointee.kind === 'function';
  return spell(pointee, needsParentheses ? ` (${inner})`.replace(/^ (?=\(\*\w)/, '') : inner);
}

function parameters(type: CType & { kind: 'function' }): string {
  if (!type.prototyped) return '';
  const list = type.parameters.map((p) => typeName(p.type));
  if (type.variadic) list.push('...');
  return list.length === 0 ? 'void' : list.join(', ');
}

function spellQualified(type: CType & { kind: 'qualified' }, inner: string): string {
  const words = qualifierWords(type.qualifiers);
  if (type.base.kind === 'pointer')
    return spellPointer(
      type.base.pointee,
      `*${words}${inner === '' || inner.startsWith('[') ? '' : ' '}${inner}`,
    );
  return `${words} ${spell(type.base, inner)}`;
}

function qualifierWords(qualifiers: number): string {
  const words: string[] = [];
  if (qualifiers & Q_CONST) words.push('const');
  if (qualifiers & Q_VOLATILE) words.push('volatile');
  if (qualifiers & Q_RESTRICT) words.push('restrict');
  if (qualifiers & Q_ATOMIC) words.push('_Atomic');
  return words.join(' ');
}

/** `struct page`, `atomic_t`, `<anon>`: how the command line and the hovers name a record. */
export function recordName(type: CType & { kind: 'record' }): string {
  if (type.tag !== undefined) return `${type.keyword} ${type.tag}`;
  return type.typedefName ?? '<anon>';
}

function join(word: string, inner: string): string {
  if (inner === '') return word;
  return inner.startsWith('[') || inner.startsWith(' ') ? `${word}${inner}` : `${word} ${inner}`;
}
