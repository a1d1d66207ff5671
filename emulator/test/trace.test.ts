import assert from 'node:assert/strict';
import { recordName } from '../../language/src/types/type-name.ts';
import type { RecordType } from '../../language/src/types/types.ts';
import { itTakesLong } from '../../test/effort.ts';
import type { Machine } from '../src/machine/run/machine.ts';
import type { FileName, ProgramUnit } from '../src/machine/run/program-unit.ts';
import { restoreSnapshot, takeSnapshot } from '../src/machine/run/snapshot.ts';
import { spellPath } from '../src/machine/watch/member-view.ts';
import type { Observer } from '../src/machine/watch/observer.ts';
import { chromeTrace } from '../src/trace/chrome-trace.ts';
import { TraceCursor } from '../src/trace/cursor.ts';
import { Recording } from '../src/trace/recording.ts';
import { stateHash } from '../src/trace/state-hash.ts';
import { type RecordedEvent, recordedEvents } from './recorded-events.ts';
import { callFunction, watchedMachine } from './watch-kit.ts';

/** Lists, recursion, copies of records and heap blocks, for as many rounds as it is told. */
const BUSY = `
void *malloc(unsigned long); void free(void *); void *memset(void *, int, unsigned long);
struct node { struct node *next; int value; char name[24]; };
static struct node *head; static unsigned seed = 1; static int table[64];
static unsigned next(void) { seed = seed * 1664525u + 1013904223u; return seed >> 16; }
static int depth(int n) { int here = n; if (n > 0) return depth(n - 1) + (here & 1); return 0; }
static void push(int value) {
  struct node fresh = { head, value, "fresh" };
  struct node *n = malloc(sizeof(*n));
  *n = fresh;
  head = n;
}
static void pop(void) { struct node *n = head; if (!n) return; head = n->next; free(n); }
int f(int rounds) {
  for (int i = 0; i < rounds; i++) {
    unsigned r = next() & 7;
    if (r < 3) push(i); else if (r < 5) pop();
    else if (r == 5) memset(table, i, sizeof(table)); else table[r * 7 + (i & 7)] += depth(r);
  }
  return seed;
}
int g(void) { return f(20); }
`;

const HASHED_STEPS = 1000;

interface Recorded {
  readonly machine: Machine;
  readonly recording: Recording;
  readonly cursor: TraceCursor;
  /** The machine's own hash before every 1,000th step. */
  readonly hashes: Map<number, string>;
}

/** Runs f(rounds) twice from one snapshot; the second time everything has been named before. */
function record(rounds: number): Recorded {
  const recording = new Recording();
  const hashes = new Map<number, string>();
  let machine: Machine | undefined;
  const observer: Observer = {
    step: () => {
      const { steps } = recording;
      if (machine && steps % HASHED_STEPS === 0) hashes.set(steps, hashOf(machine));
    },
  };
  const made = watchedMachine(BUSY, { recorder: recording, observer, wrapsOverflow: true });
  const snapshot = takeSnapshot(made.machine);
  callFunction(made.machine, 'f', [40]);
  restoreSnapshot(made.machine, snapshot);
  machine = made.machine;
  callFunction(machine, 'f', [rounds]);
  assert.deepEqual(made.watch.findings, []);
  return { machine, recording, cursor: new TraceCursor(recording, made.watch.memory), hashes };
}

function hashOf(machine: Machine): string {
  const { watch, calls } = machine;
  return stateHash({
    pages: () => watch?.memory.pages() ?? [],
    openCalls: () => calls.openCalls(),
  });
}

describe('the trace of a run', () => {
  itTakesLong('goes back and forth over a million steps and finds the same states', () => {
    const { recording, cursor, hashes } = record(85_000);
    assert.ok(recording.steps >= 1_000_000, `${recording.steps} steps`);
    const steps = [...hashes.keys()];
    assert.ok(steps.length >= 1000);
    assert.ok(new Set(hashes.values()).size >= steps.length - 1);
    for (const order of [steps.toReversed(), steps])
      for (const step of order) {
        cursor.seek(step);
        assert.equal(stateHash(cursor), hashes.get(step), `step ${step}`);
      }
  });

  it('tells who wrote a byte, and what changes it next', () => {
    const text = `
      struct s { int a; struct { char x, y; } in; } v;
      void set(struct s *p, int n) {
        p->a = n;
        p->in.y = n;
      }
      int f(void) { set(&v, 1); set(&v, 1); set(&v, 2); return v.a; }`;
    const recording = new Recording();
    const { machine, watch } = watchedMachine(text, { recorder: recording });
    callFunction(machine, 'f');
    const cursor = new TraceCursor(recording, watch.memory);
    const found = machine.lookup('v', machine.units[0] as ProgramUnit)?.found as FileName;
    const v = machine.objectAddress(found) as number;
    const last = cursor.lastStore(v + 5);
    assert.equal(last?.site.unit.place(last.site.token)?.line, 5);
    assert.equal(last?.site.view && spellPath(last.site.view), 'in.y');
    assert.equal(recordName(last?.site.view?.record as RecordType), 'struct s');
    assert.equal(last?.site.view?.offsetBits, 40);
    assert.deepEqual(watch.lastWriter(v + 5), { site: last?.site, step: last?.step });
    cursor.seek(0);
    assert.equal(cursor.lastStore(v), undefined);
    assert.deepEqual([...cursor.read(v, 4)], [0, 0, 0, 0]);
    const first = cursor.nextChange(v);
    cursor.seek(first?.step as number);
    assert.deepEqual(
      cursor.calls().map((c) => c.entry.name),
      ['f', 'set'],
    );
    cursor.seekEvent((first?.event as number) + 1);
    assert.deepEqual([...cursor.read(v, 4)], [1, 0, 0, 0]);
    // The second call stores the same value: that is no change.
    const second = cursor.nextChange(v);
    cursor.seekEvent((second?.event as number) + 1);
    assert.deepEqual([...cursor.read(v, 4)], [2, 0, 0, 0]);
    assert.equal(cursor.nextChange(v), undefined);
  });

  it('is written as plain data, and for Perfetto', () => {
    const text = 'int v; int g(int n) { v = n; return -n; } int f(void) { return g(258); }';
    const recording = new Recording();
    const { machine, watch } = watchedMachine(text, { recorder: recording });
    callFunction(machine, 'f');
    recording.note('over');
    const events = JSON.parse(JSON.stringify([...recordedEvents(recording, watch.memory)]));
    const kinds = events.map((e: RecordedEvent) => `${e.depth} ${e.kind}`);
    assert.deepEqual(kinds, ['0 call', '1 step', '1 call', '2 store', '2 step', '2 store', '2 step', '1 return', '0 return', '0 note']);
    const place = { file: '/main.c', line: 1, column: 23 };
    const { address, ...store } = events[5];
    assert.match(address, /^0x1[0-9a-f]+$/);
    assert.deepEqual(store, { kind: 'store', step: 2, depth: 2, before: '00000000', after: '02010000', place });
    assert.deepEqual([events[2].args, events[7].result], [['0x102'], '-0x102']);
    const { traceEvents: slices } = chromeTrace(recording, 'f');
    assert.deepEqual(slices.map((e) => e.ph + e.name), ['Mprocess_name', 'Bf', 'Bg', 'Eg', 'Ef', 'inote']);
  }); // biome-ignore format: lists

  it('forgets a run when the machine goes back, and runs the same again', () => {
    const recording = new Recording();
    const { machine, watch } = watchedMachine(BUSY, { recorder: recording, wrapsOverflow: true });
    callFunction(machine, 'f', [40]);
    const snapshot = takeSnapshot(machine);
    const before = [stateHash(new TraceCursor(recording, watch.memory)), recording.length];
    const ends = [10, 300, 10].map((rounds) => {
      restoreSnapshot(machine, snapshot);
      const result = callFunction(machine, 'f', [rounds]);
      return [result, recording.length, stateHash(new TraceCursor(recording, watch.memory))];
    });
    assert.deepEqual(ends[0], ends[2]);
    assert.notDeepEqual(ends[0], ends[1]);
    restoreSnapshot(machine, snapshot);
    assert.deepEqual(
      [stateHash(new TraceCursor(recording, watch.memory)), recording.length],
      before,
    );
  });

  it('gives an object that is first named later its initial value in every run', () => {
    const text = 'static int late[2] = { 7, 8 }; int g(void) { return ++late[1]; } int f(int n) { return n ? g() : 0; }';
    const { machine, watch } = watchedMachine(text);
    const snapshot = takeSnapshot(machine);
    const results = [0, 1, 1].map((n) => {
      restoreSnapshot(machine, snapshot);
      return callFunction(machine, 'f', [n]);
    });
    assert.deepEqual(results, [0, 9, 9]);
    assert.deepEqual(watch.findings, []);
  }); // biome-ignore format: short

  it('ends the run when it is full', () => {
    const { machine } = watchedMachine('int f(void) { for (;;); }', {
      recorder: new Recording(1 << 16),
    });
    assert.throws(() => callFunction(machine, 'f'), { kind: 'limit-trace' });
  });
});
