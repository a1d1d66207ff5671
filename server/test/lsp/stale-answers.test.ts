import assert from 'node:assert/strict';
import { join } from 'node:path';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { openProfile } from '../../src/profile/profile.ts';
import { BuildQueue } from '../../src/session/build-queue.ts';
import { Session } from '../../src/session/session.ts';
import { StaleAnswer } from '../../src/session/stale-answer.ts';

const TREE = modelTree();
const [DEBUG, SLUB, MM] = ['mm/debug.c', 'mm/slub.c', 'include/linux/mm.h'].map((file) =>
  join(TREE, file),
) as [string, string, string];
const LIMIT_MS = 120_000;

/** What a request gets: `answered`, or why not. */
type Outcome = 'answered' | 'stale' | 'failed';

describe('edits while answers are waited for', function () {
  this.timeout(LIMIT_MS);
  let queue: BuildQueue;
  let session: Session;

  beforeEach(() => {
    queue = new BuildQueue();
    const request = { tree: TREE };
    session = new Session(openProfile(request), request, queue);
  });

  function ask(path: string, count: number): Promise<Outcome>[] {
    return Array.from({ length: count }, () =>
      session
        .unitFor(path)
        .builder.ready(true)
        .then(
          () => 'answered' as const,
          (error) => (error instanceof StaleAnswer ? 'stale' : 'failed'),
        ),
    );
  }

  const edited = (path: string, text: string) =>
    Buffer.concat([session.file(path)?.bytes ?? Buffer.alloc(0), Buffer.from(text)]);

  const counted = async (asked: readonly Promise<Outcome>[]) => {
    const outcomes = await Promise.all(asked);
    const of = (which: Outcome) => outcomes.filter((each) => each === which).length;
    return { answered: of('answered'), stale: of('stale'), failed: of('failed') };
  };

  it('cancel those about the text that was, and one unit is built for those after them', async () => {
    await Promise.all(ask(DEBUG, 1));
    const { begun } = queue;
    const asked: Promise<Outcome>[] = [];
    for (let edit = 1; edit <= 10; edit++) {
      session.setContent(DEBUG, edited(DEBUG, `int edit_${edit};\n`));
      asked.push(...ask(DEBUG, 12));
    }
    assert.deepEqual(await counted(asked), { answered: 12, stale: 108, failed: 0 });
    assert.equal(queue.begun - begun, 1);
  });

  it('of a header build no unit again that no one asks about', async () => {
    await Promise.all([...ask(DEBUG, 1), ...ask(SLUB, 1)]);
    const { begun } = queue;
    for (let edit = 1; edit <= 10; edit++)
      session.setContent(MM, edited(MM, `\nint edit_${edit};\n`));
    assert.deepEqual(await counted(ask(SLUB, 12)), { answered: 12, stale: 0, failed: 0 });
    assert.equal(queue.begun - begun, 1);
  });

  it('go on from what was read where they come while a unit is read', async () => {
    await Promise.all(ask(DEBUG, 1));
    session.setContent(DEBUG, edited(DEBUG, 'int first;\n'));
    const asked = ask(DEBUG, 1);
    await new Promise((done) => setImmediate(done));
    session.setContent(DEBUG, edited(DEBUG, 'int second;\n'));
    assert.deepEqual(await counted([...asked, ...ask(DEBUG, 1)]), {
      answered: 1,
      stale: 1,
      failed: 0,
    });
  });

  it('leave those alone that they do not concern', async () => {
    await Promise.all(ask(DEBUG, 1));
    const asked = ask(SLUB, 3);
    session.setContent(DEBUG, edited(DEBUG, 'int edit;\n'));
    assert.deepEqual(await counted(asked), { answered: 3, stale: 0, failed: 0 });
  });

  it('build first what a request waits for', async () => {
    const order: string[] = [];
    const note = (name: string) => () => void order.push(name);
    const ahead = session.unitFor(DEBUG).builder.ready().then(note('ahead'));
    const first = session.unitFor(SLUB).builder.ready(true).then(note('request'));
    await Promise.all([ahead, first]);
    assert.deepEqual(order, ['request', 'ahead']);
  });
});

describe('what a session reads a header through', function () {
  this.timeout(LIMIT_MS);

  it('depends on the texts alone once the tree was searched', async () => {
    const request = { tree: TREE };
    const vias = await Promise.all(
      [[], [DEBUG], [SLUB], [SLUB, DEBUG]].map(async (open) => {
        const session = new Session(openProfile(request), request);
        for (const path of open) await session.unitFor(path).builder.ready();
        const meanwhile = session.unitFor(MM).via;
        session.settle();
        return { meanwhile, via: session.unitFor(MM).via };
      }),
    );
    assert.equal(new Set(vias.map(({ via }) => via)).size, 1);
    // While the tree is searched, what is there already answers.
    assert.ok(new Set(vias.map(({ meanwhile }) => meanwhile)).size > 1);
  });
});
