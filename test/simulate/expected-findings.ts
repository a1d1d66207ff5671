/** What the simulator says about each planted defect, as text that stands in `expected-findings.txt`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulationFinding } from '../../emulator/src/checks/check.ts';
import type { CallFrame, SourcePlace } from '../../emulator/src/machine/run/fault.ts';
import { MODEL } from '../model/model-build.ts';
import type { Defect } from './model-defects.ts';
import { editedText } from './simulate-defect.ts';

const FILE = join(import.meta.dirname, 'expected-findings.txt');
const HEADING = '## ';
const INTRODUCTION = `What the simulator says about each defect of model-defects.ts: every finding of the run with its whole
message under the line, and the places that explain it. UPDATE_EXPECT=1 npx mocha
test/simulate/model-defects.test.ts writes this file; read the difference.
`;

type Finding = Pick<SimulationFinding, 'check' | 'message' | 'place' | 'calls' | 'related'>;

/** The findings of a run: the line of each with its function, below it what is said. */
export function findingsText(defect: Defect, findings: readonly Finding[]): string {
  return findings
    .flatMap(({ check, message, place, calls, related }) => [
      ...spelledLine(defect, place, calls),
      `//^ ${check}: ${message}`,
      ...related.flatMap((each) => [
        ...spelledLine(defect, each.place, each.calls),
        `//^ related: ${each.message}`,
      ]),
    ])
    .join('\n');
}

/** Lines are spelled, not counted: an edit elsewhere in the file changes nothing. */
function spelledLine(
  defect: Defect,
  place: SourcePlace | undefined,
  calls: readonly CallFrame[],
): string[] {
  if (place === undefined) return ['no place'];
  const isOfModel = place.file.startsWith(`${MODEL}/`);
  const file = isOfModel ? place.file.slice(MODEL.length + 1) : place.file.replace(/^.*\//, '');
  const where = calls[0] === undefined ? file : `${file} ${calls[0].function}()`;
  if (!isOfModel) return [where];
  const text = file === defect.file ? editedText(defect) : readFileSync(place.file, 'utf8');
  return [where, text.split('\n')[place.line - 1] ?? 'no such line'];
}

/** The expected text of each defect, by its title. */
export function expectedFindings(): Map<string, string> {
  const [, ...parts] = readFileSync(FILE, 'utf8').split(`\n${HEADING}`);
  return new Map(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title, lines.join('\n').trimEnd()];
    }),
  );
}

/** Writes the file anew. */
export function writeExpectedFindings(texts: ReadonlyMap<string, string>): void {
  const parts = [...texts].map(([title, text]) => `\n${HEADING}${title}\n${text}\n`);
  writeFileSync(FILE, INTRODUCTION + parts.join(''));
}
