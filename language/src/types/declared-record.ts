import type { Member, RecordLayout, RecordScope, RecordType } from './types.ts';

/** Who can parse the definition of a tag that was not looked at yet. */
export interface Definitions {
  resolveTag(tagId: number): void;
}

/** A struct or union; its definition may still wait to be parsed. */
export class DeclaredRecord implements RecordType {
  readonly kind = 'record';
  readonly keyword: 'struct' | 'union';
  readonly tag: string | undefined;
  readonly scope: RecordScope;
  typedefName: string | undefined = undefined;
  outer: RecordType | undefined = undefined;
  loc = 0;
  token = -1;
  endToken = -1;
  packed = false;
  alignBytes = 0;
  packBytes = 0;
  transparent = false;
  isBroken = false;
  layout: RecordLayout | undefined = undefined;
  index: Map<number, readonly Member[]> | undefined = undefined;
  #members: Member[] | undefined = undefined;
  #definitions: Definitions | undefined = undefined;
  #tagId = 0;

  constructor(keyword: 'struct' | 'union', tag: string | undefined, scope: RecordScope) {
    this.keyword = keyword;
    this.tag = tag;
    this.scope = scope;
  }

  /** The definition, if there is one, is parsed when the members are asked for. */
  awaitDefinition(definitions: Definitions, tagId: number): void {
    this.#definitions = definitions;
    this.#tagId = tagId;
  }

  get members(): Member[] | undefined {
    if (this.#members === undefined) this.#definitions?.resolveTag(this.#tagId);
    return this.#members;
  }

  set members(members: Member[] | undefined) {
    this.#members = members;
  }

  get isDefined(): boolean {
    return this.#members !== undefined;
  }
}
