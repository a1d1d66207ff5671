/** The simulator behind its panel on a real tree: its builds are the machines, and functions run too. */
import assert from 'node:assert/strict';
import { EMPTY_STATE, Simulator } from '../../client/src/simulator/simulator.ts';
import { SimulatorRequests } from '../../client/src/simulator/simulator-requests.ts';
import { LanguageClient } from '../../server/test/test-kit/language-client.ts';
import { requireKernel } from '../kernels/builds.ts';
import { Screen } from './screen.ts';

describe('the simulator on a real tree', function () {
  this.timeout(300_000);
  let client: LanguageClient;

  before(async function () {
    const { tree, build } = requireKernel(this, 'full');
    client = await LanguageClient.start(tree, { build });
  });
  after(() => client?.stop());

  const open = (entry: string, machine: string | null = null) => {
    const screen = new Screen();
    const requests = new SimulatorRequests((method, params) =>
      client.connection.sendRequest(method, params),
    );
    return {
      screen,
      simulator: new Simulator(requests, screen, { ...EMPTY_STATE, entry, machine }),
    };
  };

  it('offers its builds as machines, and runs on the one that is read', async () => {
    const { screen, simulator } = open('pte');
    await simulator.setUp();
    const names = screen.last('setup')?.machines.map(({ name }) => name) ?? [];
    assert.equal(names[0], 'x86_64');
    assert.ok(names.includes('build-lockdep'), names.join(' '));
    assert.ok(!names.includes('build-full'), 'it is the one that is read');
    assert.deepEqual([screen.run.machine, screen.run.outcome], ['x86_64', 'completed']);
  });

  it('runs on another build, where the lock of a table is allocated', async () => {
    const { screen, simulator } = open('pte', 'build-lockdep');
    await simulator.setUp();
    assert.deepEqual([screen.run.machine, screen.run.outcome], ['build-lockdep', 'completed']);
    const lockdep = screen.run.allocations;
    const other = open('pte');
    await other.simulator.setUp();
    assert.ok(lockdep > other.screen.run.allocations);
  });

  it('calls one function of it', async () => {
    const { screen, simulator } = open('pte_alloc_one');
    await simulator.setUp();
    assert.equal(screen.position.calls[0]?.function, 'pte_alloc_one');
    assert.match(screen.place?.file ?? '', /arch\/x86\/mm\/pgtable\.c$/);
  });
});
