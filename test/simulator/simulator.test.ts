/** The simulator behind its panel, with a real server and without an editor. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver';
import { EMPTY_STATE, Simulator } from '../../client/src/simulator/simulator.ts';
import { type Ask, SimulatorRequests } from '../../client/src/simulator/simulator-requests.ts';
import type { SimulatorWish } from '../../client/src/simulator/simulator-wish.ts';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import type { SimulationState, SimulatorState } from '../../server/src/protocol.ts';
import { LanguageClient } from '../../server/test/test-kit/language-client.ts';
import { Screen } from './screen.ts';

describe('the simulator', function () {
  this.timeout(300_000);
  let client: LanguageClient;
  let asked: string[];

  const ask: Ask = (method, params, signal) => {
    asked.push(method);
    const source = new CancellationTokenSource();
    signal?.addEventListener('abort', () => source.cancel());
    return client.connection.sendRequest(method, params, source.token);
  };
  const open = (state: Partial<SimulatorState> = {}, wish: SimulatorWish = {}) => {
    const screen = new Screen();
    const requests = new SimulatorRequests(ask);
    return {
      screen,
      simulator: new Simulator(requests, screen, { ...EMPTY_STATE, ...state }, wish),
    };
  };

  before(async () => {
    client = await LanguageClient.start(modelTree());
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => client.stop());

  it('offers the machines and their lifecycles, and waits', async () => {
    const { screen, simulator } = open();
    await simulator.setUp();
    assert.equal(screen.last('setup')?.state.machine, 'x86_64');
    assert.ok(screen.last('setup')?.lifecycles.some(({ id }) => id === 'pte'));
    assert.equal(screen.last('run')?.run, null);
  });

  it('stands at the beginning of the lifecycle, and marks its line', async () => {
    const { screen, simulator } = open({ entry: 'pte' });
    await simulator.setUp();
    assert.equal(screen.position.calls[0]?.function, 'scenario_pte');
    assert.equal(screen.place?.file, screen.position.place?.file);
    assert.equal(screen.isRunning, true);
  });

  it('runs the code before the series, in its own files', async () => {
    const { screen, simulator } = open({ machine: 'x86_64_lockdep', entry: 'pte' });
    await simulator.setUp();
    assert.equal(screen.last('setup')?.hasBefore, true);
    const lockOf = async () => {
      await simulator.steps.find('ptlock_alloc');
      await simulator.steps.move('out');
      return screen.position;
    };
    assert.match((await lockOf()).place?.file ?? '', /emulator\/kernel\//);
    await simulator.chooseBefore(true);
    assert.equal(screen.last('run')?.state.before, true);
    assert.equal(screen.last('run')?.run?.before, true);
    const { place, calls } = await lockOf();
    assert.match(place?.file ?? '', /emulator\/before\/include\/linux\/mm\.h$/);
    const line = readFileSync(place?.file ?? '', 'utf8').split('\n')[(place?.line ?? 0) - 1];
    assert.match(line ?? '', /ptlock_ptr\(page\)/);
    // Files that the series left alone are the same ones.
    assert.match(calls.at(-1)?.function ?? '', /^scenario_pte$/);
    assert.match(calls.at(-2)?.place?.file ?? '', /emulator\/src\/scenarios\/pte\.c$/);
    await simulator.chooseBefore(false);
    assert.match((await lockOf()).place?.file ?? '', /emulator\/kernel\//);
  });

  it('explores the code before the series', async () => {
    const { screen, simulator } = open({ machine: 's390', entry: 'pmd', before: true });
    await simulator.setUp();
    await simulator.explore();
    const rows = screen.last('explored')?.rows ?? [];
    assert.ok(rows.length > 1);
    const [finding] = rows[0]?.findings ?? [];
    assert.equal(finding?.check, 'counter-unbalanced');
    assert.deepEqual(screen.last('run')?.run?.findings, rows[0]?.findings);
    await simulator.chooseBefore(false);
    assert.equal(screen.last('explored')?.rows, null);
    assert.deepEqual(screen.last('run')?.run?.findings, []);
  });

  it('makes a hundred quick steps, and asks for few states', async () => {
    const { screen, simulator } = open({ entry: 'pte' });
    await simulator.setUp();
    const { step } = screen.position;
    asked = [];
    await Promise.all(Array.from({ length: 100 }, () => simulator.steps.move('in')));
    assert.equal(screen.position.step, step + 100);
    assert.ok(asked.length < 20, `${asked.length} requests`);
  });

  it('comes back to the same bytes', async () => {
    const { screen, simulator } = open({ entry: 'pte' }, { find: '__folio_set_pgtable' });
    await simulator.setUp();
    const before = screen.position;
    await simulator.steps.move('out');
    assert.notDeepEqual(bytesOf(screen.position), bytesOf(before));
    await simulator.steps.go(before.step);
    assert.deepEqual(bytesOf(screen.position), bytesOf(before));
  });

  it('finds who wrote a page type, and when it changes next', async () => {
    const { screen, simulator } = open({ entry: 'pte' }, { find: '__folio_set_pgtable' });
    await simulator.setUp();
    await simulator.steps.move('out');
    const page = screen.position.pages.find(({ changed }) => changed.length > 0);
    const field = page?.views[0]?.fields.find(({ path }) => path === 'page_type');
    assert.ok(page && field);
    const bytes = { pfn: page.pfn, offset: field.offsetBits / 8, sizeBytes: 4 };
    const here = screen.position.step;
    await simulator.steps.change('last', bytes);
    assert.match(screen.last('tell')?.text ?? '', /^__folio_set_pgtable\(\) writes them/);
    assert.equal(screen.position.calls[0]?.function, '__folio_set_pgtable');
    await simulator.steps.go(here);
    await simulator.steps.change('next', bytes);
    assert.match(screen.last('tell')?.text ?? '', /^__folio_clear_pgtable\(\) writes them/);
  });

  it('runs to a line, or says that it does not run again', async () => {
    const { screen, simulator } = open({ entry: 'pte' }, { find: 'pagetable_pte_dtor' });
    await simulator.setUp();
    const { place, step } = screen.position;
    assert.ok(place);
    await simulator.steps.go(1);
    await simulator.steps.runToLine(place.file, place.line);
    assert.equal(screen.position.step, step);
    await simulator.steps.runToLine(place.file, place.line);
    assert.match(screen.last('tell')?.text ?? '', /does not run again/);
    assert.equal(screen.position.step, step);
    await simulator.steps.move('end');
    await simulator.steps.runToLine(place.file, place.line);
    assert.match(screen.last('tell')?.text ?? '', /back to the last time/);
    assert.equal(screen.position.step, step);
    await simulator.steps.runToLine(place.file, 1);
    assert.match(screen.last('tell')?.text ?? '', /Line 1 never runs/);
  });

  it('calls no page free that has references, whatever happened before the run', async () => {
    const { screen, simulator } = open({ machine: 'ppc64le', entry: 'pte' });
    await simulator.setUp();
    for (const step of [1, 180, 240, 340, 400, 700]) {
      await simulator.steps.go(step);
      const held = screen.position.pages.filter(({ refcount }) => (refcount ?? 0) > 0);
      assert.ok(held.length > 0);
      assert.deepEqual(
        held.filter(({ state }) => state === 'free'),
        [],
        `step ${step}`,
      );
    }
  });

  it('fails the next allocation, and stands where it fails', async () => {
    const { screen, simulator } = open({ entry: 'pte', machine: 'x86_64_lockdep' });
    await simulator.setUp();
    assert.equal(screen.last('run')?.run?.allocations, 2);
    await simulator.steps.find('pagetable_pte_ctor');
    await simulator.failNext();
    assert.equal(screen.run.fail, 2);
    const failed = screen.run.events.find(({ kind }) => kind === 'allocation-failed');
    assert.equal(screen.position.step, failed?.step);
    await simulator.steps.move('end');
    await simulator.failNext();
    assert.match(screen.last('tell')?.text ?? '', /No allocation follows/);
  });

  it('explores every failure', async () => {
    const { screen, simulator } = open({ entry: 'pte', machine: 'x86_64_lockdep' });
    await simulator.setUp();
    await simulator.explore();
    assert.deepEqual(
      screen.last('explored')?.rows?.map(({ fail, outcome }) => [fail, outcome]),
      [
        [null, 'completed'],
        [1, 'completed'],
        [2, 'completed'],
      ],
    );
  });

  it('lets grace periods end where it stands', async () => {
    const { screen, simulator } = open({ entry: 'pte-gather' }, { find: 'tlb_finish_mmu' });
    await simulator.setUp();
    const { step } = screen.position;
    await simulator.graceHere();
    assert.equal(screen.position.step, step);
    assert.equal(screen.last('run')?.state.graceAtStep, step);
  });

  it('calls one function, and stands where it begins', async () => {
    const { screen, simulator } = open({ entry: 'pte_alloc_one' });
    await simulator.setUp();
    assert.equal(screen.run.entry, 'pte_alloc_one');
    assert.equal(screen.run.outcome, 'completed');
    assert.equal(screen.position.calls[0]?.function, 'pte_alloc_one');
    assert.match(screen.place?.file ?? '', /arch\/x86\/mm\/pgtable\.c$/);
    const { step } = screen.position;
    await simulator.steps.move('in');
    await simulator.steps.move('back');
    assert.equal(screen.position.step, step);
  });

  it('begins a call behind the making of its arguments', async () => {
    const { screen, simulator } = open({ entry: 'pagetable_pte_ctor' });
    await simulator.setUp();
    const stack = screen.position.calls.map((call) => call.function);
    assert.deepEqual(stack, ['pagetable_pte_ctor', 'scenario_call_pagetable_pte_ctor']);
    assert.ok(screen.position.pages.some(({ state }) => state === 'allocated'));
  });

  it('fails and explores the allocations of a function, and exports its run', async () => {
    const { screen, simulator } = open({ entry: 'pte_alloc_one', machine: 'x86_64_lockdep' });
    await simulator.setUp();
    const { allocations } = screen.run;
    await simulator.explore();
    const failing = screen.last('explored')?.rows?.map(({ fail }) => fail);
    assert.deepEqual(failing, [null, ...Array.from({ length: allocations }, (_, i) => i + 1)]);
    await simulator.failNext();
    assert.equal(screen.run.entry, 'pte_alloc_one');
    assert.ok(screen.run.fail !== null);
    assert.equal(simulator.subject?.title, 'A call of pte_alloc_one()');
    const { run = 0 } = simulator.subject?.simulation ?? {};
    const exported = new SimulatorRequests(ask).exported({ run, format: 'json' });
    assert.equal(JSON.parse(await exported).entry, 'pte_alloc_one');
  });

  it('lets grace periods end in the call of a function', async () => {
    const { screen, simulator } = open({ entry: 'pte_alloc_one' });
    await simulator.setUp();
    const { step } = screen.position;
    await simulator.graceHere();
    assert.deepEqual([screen.position.step, screen.run.entry], [step, 'pte_alloc_one']);
  });

  it('offers the function that the cursor is in', async () => {
    const path = join(modelTree(), 'arch/x86/mm/pgtable.c');
    const uri = await client.open(path);
    const { line } = client.positionOf(uri, 'pgtable_t pte_alloc_one(');
    const { screen, simulator } = open({ uri }, { at: { uri, line: line + 2 } });
    await simulator.setUp();
    const setup = screen.last('setup');
    assert.equal(setup?.offered, 'pte_alloc_one');
    assert.equal(screen.last('run')?.run, null);
    const outside = open({ uri }, { at: { uri, line: 0 } });
    await outside.simulator.setUp();
    assert.equal(outside.screen.last('setup')?.offered, null);
  });

  it('names the functions that can be called', async () => {
    const { screen, simulator } = open();
    await simulator.setUp();
    await simulator.sendFunctions();
    const { functions = [] } = screen.last('functions') ?? {};
    assert.ok(functions.includes('pagetable_pte_ctor'));
    assert.ok(!functions.some((name) => name.startsWith('scenario_')));
  });

  it('says in one line why a function cannot be called, and keeps the run', async () => {
    const { screen, simulator } = open({ entry: 'pte' });
    await simulator.setUp();
    const before = screen.run;
    await assert.rejects(simulator.run('no_such_function', null), /no header declares such/);
    await assert.rejects(
      simulator.run('tlb_gather_mmu', null),
      /an argument of type struct mmu_gather \* cannot be made/,
    );
    assert.equal(screen.run, before);
    await simulator.steps.move('in');
    await simulator.explore();
    assert.equal(screen.last('explored')?.rows?.[0]?.steps, before.steps);
  });

  it('calls a function that the lifecycle does not come to', async () => {
    const { screen, simulator } = open({ entry: 'pte' }, { find: 'pmd_free' });
    await simulator.setUp();
    assert.equal(screen.run.entry, 'pmd_free');
    assert.match(screen.last('tell')?.text ?? '', /^The lifecycle pte does not call pmd_free\(\)/);
    const other = open({ entry: 'pte' }, { find: 'tlb_remove_table_one' });
    await other.simulator.setUp();
    assert.equal(other.screen.run.entry, 'pte');
    assert.match(
      other.screen.last('tell')?.text ?? '',
      /does not call tlb_remove_table_one\(\)\. ./,
    );
  });

  it('says why a lifecycle is not for a machine', async () => {
    const { screen, simulator } = open({ entry: 's390-halves' });
    await assert.rejects(
      simulator.setUp(),
      /^Error: s390-halves is not for x86_64: the machine is not s390/,
    );
    assert.equal(screen.last('run')?.run, null);
  });

  it('changes the machine in the middle of a run', async () => {
    const { screen, simulator } = open({ entry: 'mm' });
    const first = simulator.setUp();
    const second = simulator.chooseMachine('s390');
    await Promise.all([first, second]);
    assert.equal(screen.run.machine, 's390');
    assert.equal(screen.position.calls[0]?.function, 'scenario_mm');
  });

  it('stops a run that is cancelled, and runs the next one', async () => {
    const { screen, simulator } = open({ entry: 'pte' });
    await simulator.setUp();
    const before = screen.run;
    const running = simulator.run('mm', null);
    simulator.cancel();
    await running;
    assert.equal(screen.run, before);
    assert.equal(screen.last('busy')?.text, null);
    await simulator.run('pmd', null);
    assert.equal(screen.run.entry, 'pmd');
  });

  it('is where it was when the server was killed and started again', async () => {
    const { screen, simulator } = open({ entry: 'pte' }, { find: 'pagetable_pte_ctor' });
    await simulator.setUp();
    const before = screen.position;
    const call = open({ entry: 'pmd_alloc_one' });
    await call.simulator.setUp();
    await call.simulator.steps.move('in');
    const inCall = call.screen.position;
    client.process.kill('SIGKILL');
    client = await LanguageClient.start(modelTree());
    await assert.rejects(simulator.steps.move('in'), /gone|run it again/i);
    await simulator.setUp();
    assert.equal(screen.position.step, before.step + 1);
    await simulator.steps.move('back');
    assert.deepEqual(screen.position, before);
    await call.simulator.setUp();
    assert.deepEqual(call.screen.position, inCall);
  });

  it('reads what an editor has not saved', async () => {
    const path = join(modelTree(), 'include/asm-generic/pgalloc.h');
    const uri = await client.open(path);
    const { screen, simulator } = open({ entry: 'pte', uri });
    await client.edit(uri, 2, '\tpagetable_pte_dtor(ptdesc);\n', '');
    await simulator.setUp();
    assert.ok(screen.run.findings.some(({ check }) => check === 'missing-destructor'));
    await simulator.steps.openFinding(0);
    assert.equal(screen.place?.file, path);
  });

  it('runs changed code when it is asked to, and stands in the same call at the same line', async () => {
    const path = join(modelTree(), 'include/asm-generic/pgalloc.h');
    const uri = await client.open(path);
    const wish = { find: '__folio_set_pgtable' };
    const { screen, simulator } = open({ entry: 'pte', uri }, wish);
    await simulator.setUp();
    const { step, calls } = screen.position;
    const runs = asked.filter((method) => method === 'ptdesc/simulate').length;
    await client.edit(uri, 2, 'if (!ptdesc)', 'ptdesc = ptdesc;\n\tif (!ptdesc)');
    simulator.noteChange();
    assert.equal(screen.last('stale')?.stale, true);
    assert.equal(asked.filter((method) => method === 'ptdesc/simulate').length, runs);
    await simulator.runAgain();
    assert.equal(screen.last('stale')?.stale, false);
    assert.deepEqual(
      screen.position.calls.map((call) => call.function),
      calls.map((call) => call.function),
    );
    assert.ok(screen.position.step > step);
  });
});

const bytesOf = ({ pages }: SimulationState): string[] => pages.map(({ bytes }) => bytes);
