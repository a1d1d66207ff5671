/** What an editor asks of simulations: recorded runs, their steps and states, and that they can be ended. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import type { Simulation } from '../../server/src/protocol.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import type { KernelRequest } from '../../server/src/simulate/open-kernel.ts';
import { SimulationThread } from '../../server/src/simulate/simulation-thread.ts';
import { MODEL } from '../model/model-build.ts';

const LOOP = join(import.meta.dirname, 'files/endless.c');

function kernel(arch: string, file?: string): KernelRequest {
  const tree = openKernelTree(MODEL);
  const [machine] = tree ? simulatedMachines(tree, { tree: MODEL, arch }) : [];
  assert.ok(machine);
  return { machine, ...(file !== undefined && { file }) };
}

describe('a recorded simulation', () => {
  const thread = new SimulationThread();
  let run: Simulation;

  before(async () => {
    run = await thread.ask('record', { kernel: kernel('x86_64_full'), entry: 'pte' });
  });
  after(() => thread.stop());

  const eventOf = (kind: string) => {
    const event = run.events.find((each) => each.kind === kind);
    assert.ok(event, kind);
    return event;
  };

  it('has steps with their places, in pages', async () => {
    const [first, second] = await Promise.all([
      thread.ask('steps', { run: run.run, from: 1, count: 50 }),
      thread.ask('steps', { run: run.run, from: 26, count: 10 }),
    ]);
    assert.deepEqual(first.slice(25, 35), second);
    assert.deepEqual([first[0]?.step, first[0]?.depth], [1, 1]);
    assert.match(first[1]?.place?.file ?? '', /kernel\/fork\.c$/);
    const last = await thread.ask('steps', { run: run.run, from: run.steps, count: 10 });
    assert.equal(last.length, 1);
  });

  it('says what the page of a table is before and after its constructor', async () => {
    const { step, pfn } = eventOf('construct');
    const at = async (when: number) => {
      const { pages } = await thread.ask('state', { run: run.run, step: when });
      const page = pages.find((each) => each.pfn === pfn);
      assert.ok(page);
      return page;
    };
    assert.equal((await at(eventOf('construct').step - 20)).state, 'allocated');
    const constructed = await at(step + 1);
    assert.deepEqual([constructed.state, constructed.refcount], ['pte table', 1]);
    assert.notEqual(constructed.pageType, '0xffffffff');
    assert.equal((await at(run.steps + 1)).state, 'free');
    assert.ok(constructed.views.some(({ record }) => record === 'struct ptdesc'));
  });

  it('goes back to a state that it was in', async () => {
    const state = (step: number) => thread.ask('state', { run: run.run, step });
    const middle = Math.floor(run.steps / 2);
    const before = await state(middle);
    await state(run.steps + 1);
    await state(1);
    assert.deepEqual(await state(middle), before);
  });

  it('knows who wrote a byte, and when it changes next', async () => {
    const { step, pfn } = eventOf('construct');
    assert.ok(pfn !== null);
    const type = { run: run.run, pfn, offset: 48, sizeBytes: 4 };
    const last = await thread.ask('change', { ...type, step: step + 1, direction: 'last' });
    assert.equal(last?.function, '__folio_set_pgtable');
    const next = await thread.ask('change', { ...type, step: step + 1, direction: 'next' });
    assert.equal(next?.function, '__folio_clear_pgtable');
  });

  it('has counters and locks', async () => {
    const { step } = eventOf('construct');
    const counted = await thread.ask('state', { run: run.run, step: step + 1 });
    const tables = counted.counters.find(({ name }) => name === 'NR_PAGETABLE');
    assert.equal(tables?.value, 1);
    const locked = await thread.ask('state', { run: run.run, step: eventOf('lock').step + 1 });
    assert.equal(locked.locks.length, 1);
  });

  it('has a call tree whose spans lie in one another', async () => {
    const calls = await thread.ask('calls', { run: run.run, from: 0, count: 10_000 });
    const at = calls.findIndex((call) => call.function === 'pagetable_pte_ctor');
    const inner = calls.findIndex((call, i) => i > at && call.function === 'ptlock_init');
    assert.ok(at >= 0 && inner > at);
    const [ctor, init] = [calls[at], calls[inner]];
    assert.ok(ctor && init && ctor.first <= init.first && init.end <= ctor.end);
    assert.equal(ctor.result, '0x1');
  });

  it('ends a grace period where it is told to', async () => {
    const request = { kernel: kernel('arm64'), entry: 'pte-gather' };
    const late = await thread.ask('record', request);
    const freed = (each: Simulation) => each.events.filter(({ kind }) => kind === 'free');
    const queued = late.events.find(({ kind }) => kind === 'construct');
    assert.ok(queued);
    const early = await thread.ask('record', { ...request, graceAtStep: queued.step + 5 });
    assert.equal(early.outcome, 'completed');
    assert.equal(freed(early).length, freed(late).length);
  });

  it('is exported for other tools', async () => {
    const chrome = JSON.parse(await thread.ask('export', { run: run.run, format: 'chrome' }));
    assert.ok(
      chrome.traceEvents.some(({ name }: { name: string }) => name === 'pagetable_pte_ctor'),
    );
    const json = JSON.parse(await thread.ask('export', { run: run.run, format: 'json' }));
    assert.equal(json.entry, 'pte');
  });

  it('is gone after some others, and says so', async () => {
    for (let i = 0; i < 3; i++)
      await thread.ask('record', { kernel: kernel('comet'), entry: 'pte' });
    await assert.rejects(thread.ask('state', { run: run.run, step: 1 }), /run it again/);
  });
});

describe('the thread of simulations', () => {
  it('ends a run that someone gives up, and lives on', async () => {
    const thread = new SimulationThread();
    const listeners: (() => void)[] = [];
    const token = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => void) => {
        listeners.push(listener);
        return { dispose: () => undefined };
      },
    };
    const request = kernel('x86_64', LOOP);
    await thread.ask('list', request);
    const running = thread.ask('run', { kernel: request, entry: 'endless' }, token);
    for (const listener of listeners) listener();
    assert.equal((await running).outcome, 'cancelled');
    const again = await thread.ask('run', { kernel: kernel('x86_64'), entry: 'pte' });
    assert.equal(again.outcome, 'completed');
    await thread.stop();
  });
});
