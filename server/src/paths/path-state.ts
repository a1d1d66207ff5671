import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { ObjectSym } from '../../../language/src/syntax/symbols.ts';
import type { Operation } from './operation.ts';
import { objectKey, type TableObject } from './table-object.ts';

/** What an expression is worth to the analysis. */
export type Value =
  | { readonly kind: 'unknown' }
  /** `failedAt`: the allocation that gave NULL. */
  | { readonly kind: 'number'; readonly value: bigint; readonly failedAt?: number }
  /** A pointer to an object or its address as a number; into the middle of it; or its frame number. */
  | {
      readonly kind: 'object';
      readonly site: number;
      readonly form: 'address' | 'interior' | 'frame';
    }
  /** The value that a parameter had. */
  | { readonly kind: 'argument'; readonly index: number }
  /** `&x` of a local variable. */
  | { readonly kind: 'variable'; readonly symbol: ObjectSym }
  | { readonly kind: 'function'; readonly name: string };

export const UNKNOWN: Value = { kind: 'unknown' };
export const numberValue = (value: bigint): Value => ({ kind: 'number', value });

/** A memory place or a condition whose value is remembered until something it depends on changes. */
export interface Remembered<T> {
  readonly value: T;
  readonly symbols: readonly ObjectSym[];
  readonly readsMemory: boolean;
}

/** An operation on a parameter's object, for the function's summary. */
export interface TraceEntry {
  readonly argument: number;
  readonly operation: Operation;
}

/** One path's knowledge at one point. Changed only by who cloned it. */
export class PathState {
  readonly vars: Map<ObjectSym, Value>;
  readonly temps: Map<Expression, Value>;
  readonly places: Map<string, Remembered<Value>>;
  readonly facts: Map<string, Remembered<boolean>>;
  readonly objects: Map<number, TableObject>;
  readonly assumed: Map<number, boolean>;
  trace: readonly TraceEntry[];
  sawDestructor: boolean;
  /** Something that only sharpens was let go, so that this may be no path at all. */
  isCoarse: boolean;
  /** Allocations that failed on this path, and whose result nobody has looked at. */
  readonly untested: Set<number>;

  constructor(from?: PathState) {
    this.vars = new Map(from?.vars);
    this.temps = new Map(from?.temps);
    this.places = new Map(from?.places);
    this.facts = new Map(from?.facts);
    this.objects = new Map(from?.objects);
    this.assumed = new Map(from?.assumed);
    this.trace = from?.trace ?? [];
    this.sawDestructor = from?.sawDestructor ?? false;
    this.isCoarse = from?.isCoarse ?? false;
    this.untested = new Set(from?.untested);
  }

  clone(): PathState {
    return new PathState(this);
  }

  /** The object of a value, when it is one. */
  objectOf(value: Value): TableObject | undefined {
    return value.kind === 'object' ? this.objects.get(value.site) : undefined;
  }

  /** Puts a value in the place of every mention of an object, which is then gone. */
  replaceObject(site: number, by: Value): void {
    for (const [symbol, value] of this.vars)
      if (value.kind === 'object' && value.site === site) this.vars.set(symbol, by);
    for (const [expression, value] of this.temps)
      if (value.kind === 'object' && value.site === site) this.temps.set(expression, by);
    for (const [key, place] of this.places)
      if (place.value.kind === 'object' && place.value.site === site)
        this.places.set(key, { ...place, value: by });
    this.objects.delete(site);
  }

  /** Forgets what was remembered of places and conditions that a variable is part of. */
  forgetSymbol(symbol: ObjectSym): void {
    for (const [key, place] of this.places)
      if (place.symbols.includes(symbol)) this.places.delete(key);
    for (const [key, fact] of this.facts) if (fact.symbols.includes(symbol)) this.facts.delete(key);
  }

  /** Memory may have changed: conditions that read it are open again. */
  forgetMemoryFacts(): void {
    for (const [key, fact] of this.facts) if (fact.readsMemory) this.facts.delete(key);
  }

  /** Drops objects that nothing can name any more, so that paths which differ in them meet, and gives them. */
  dropUnreachable(): TableObject[] {
    const live = new Set<number>();
    for (const value of this.vars.values()) if (value.kind === 'object') live.add(value.site);
    for (const value of this.temps.values()) if (value.kind === 'object') live.add(value.site);
    for (const { value } of this.places.values()) if (value.kind === 'object') live.add(value.site);
    const dropped = [...this.objects.values()].filter(({ site }) => !live.has(site));
    for (const { site } of dropped) this.objects.delete(site);
    return dropped;
  }

  /** Without what only sharpens: where a bound is reached, paths meet. */
  coarse(): PathState {
    const state = this.clone();
    state.isCoarse = true;
    state.facts.clear();
    for (const [symbol, value] of state.vars)
      if (value.kind === 'number' && value.value !== 0n) state.vars.set(symbol, UNKNOWN);
    for (const [site, object] of state.objects)
      if (object.stored) state.objects.set(site, { ...object, stored: undefined });
    return state;
  }

  /** States with the same key go on in the same way. */
  key(): string {
    const parts: string[] = [String(this.sawDestructor)];
    for (const [symbol, value] of this.vars)
      if (value.kind !== 'unknown') parts.push(`v${symbol.token}=${valueKey(value)}`);
    for (const [e, value] of this.temps) parts.push(`t${e.token}${e.kind}=${valueKey(value)}`);
    for (const [key, { value }] of this.places) parts.push(`p${key}=${valueKey(value)}`);
    for (const [key, { value }] of this.facts) parts.push(`f${key}=${value}`);
    for (const object of this.objects.values()) parts.push(`o${objectKey(object)}`);
    for (const [index, truth] of this.assumed) parts.push(`a${index}=${truth}`);
    for (const token of this.untested) parts.push(`u${token}`);
    for (const { argument, operation } of this.trace)
      parts.push(`x${argument}${operation.kind}${operation.token}`);
    return parts.sort().join('|');
  }
}

export function valueKey(value: Value): string {
  switch (value.kind) {
    case 'number':
      return `n${value.value}`;
    case 'object':
      return `o${value.site}${value.form}`;
    case 'argument':
      return `a${value.index}`;
    case 'variable':
      return `v${value.symbol.token}`;
    case 'function':
      return `f${value.name}`;
    default:
      return '?';
  }
}
