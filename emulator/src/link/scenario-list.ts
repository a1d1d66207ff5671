import type { Initializer } from '../../../language/src/syntax/ast.ts';
import { literalUnits } from '../../../language/src/syntax/literals.ts';
import type { ProgramUnit } from '../machine/run/program-unit.ts';

/** A scenario, as its file states it (scenarios/scenario.h). */
export interface ScenarioInfo {
  /** With dashes: `pte-gather`. */
  readonly id: string;
  readonly title: string;
  /** The levels of the tables that it makes: `pte pmd`. */
  readonly levels: string;
  /** Why it is not for this machine; undefined when it is. */
  readonly reason: string | undefined;
  /** The file that holds it. */
  readonly file: string;
  /** Its tables are of the boot, which stops when there is no memory. */
  readonly isBoot: boolean;
  /** Calls one function: what is left afterwards is not judged. */
  readonly isCall: boolean;
}

const TITLE = 'scenario_title_';

/** The scenarios that a unit holds, in the order of their source. */
export function listScenarios(unit: ProgramUnit): ScenarioInfo[] {
  const scenarios: ScenarioInfo[] = [];
  for (const { name, symbol } of unit.namesFrom(TITLE)) {
    const id = name.slice(TITLE.length);
    const text = (what: string): string | undefined => textOf(unit, `scenario_${what}_${id}`);
    scenarios.push({
      id: id.replaceAll('_', '-'),
      title: stringOf(unit, symbol.initializer) ?? '',
      levels: text('levels') ?? '',
      reason: text('reason'),
      file: unit.place(symbol.token)?.file ?? '',
      isBoot: text('boot') !== undefined,
      isCall: text('call') !== undefined,
    });
  }
  return scenarios;
}

function textOf(unit: ProgramUnit, name: string): string | undefined {
  return stringOf(unit, unit.name(name)?.symbol.initializer);
}

function stringOf(unit: ProgramUnit, e: Initializer | undefined): string | undefined {
  if (e?.kind !== 'string') return undefined;
  const { parser } = unit.unit;
  let text = '';
  for (let token = e.token; token < e.endToken; token++) {
    const units = literalUnits(parser.interner.text(parser.stream.ids[token]), 1);
    text += new TextDecoder().decode(Uint8Array.from(units, Number));
  }
  return text;
}

/** The C function of a scenario. */
export function scenarioFunction(id: string): string {
  return `scenario_${id.replaceAll('-', '_')}`;
}
