import { DeferredBodies } from './deferred-bodies.ts';
import { ExpansionTable } from './expansions.ts';
import { InactiveRangeTable } from './inactive-ranges.ts';
import { InclusionTable } from './inclusions.ts';
import { MacroState } from './macro-state.ts';
import { PragmaTable } from './pragmas.ts';
import { TokenBuffer } from './token-buffer.ts';

/** What a unit of the kernel has: address space, not memory, until it is written. */
const UNIT_TOKENS = 1 << 19;

/**
 * What preprocessing a unit fills. A unit's tables weigh ten megabytes; who reads many units hands those
 * of a unit that is over to the next, which begins with reset().
 */
export class UnitTables {
  /** The output. */
  readonly tokens: TokenBuffer;
  readonly expansions: ExpansionTable;
  readonly inclusions = new InclusionTable();
  readonly inactive = new InactiveRangeTable();
  /** The #pragma and #ident lines that belong between the tokens. */
  readonly pragmas = new PragmaTable();
  /** The bodies that were passed over. */
  readonly deferred = new DeferredBodies();
  readonly macros: MacroState;

  /** @param expectedTokens of the unit, about: there is room for them from the beginning */
  constructor(expectedTokens = UNIT_TOKENS) {
    this.tokens = new TokenBuffer(expectedTokens);
    this.expansions = new ExpansionTable(expectedTokens >> 3);
    this.macros = new MacroState(expectedTokens >> 2);
  }

  /** Forgets a unit. */
  reset(): void {
    this.deferred.truncate(0);
    this.macros.reset();
    this.tokens.length = 0;
    this.expansions.length = 1;
    this.inclusions.truncate(0);
    this.inactive.truncate(0);
    this.pragmas.truncate(0);
  }
}
