import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelTree } from '../../src/kernel/model-tree.ts';
import {
  CODE_LENSES_REQUEST,
  type CodeLensPlace,
  DECODE_REQUEST,
  type DecodedText,
  FUNCTION_AT_REQUEST,
  type FunctionAt,
  OVERLAY_REQUEST,
  type OverlayView,
  PROFILES_REQUEST,
  type ProfileOptions,
} from '../../src/protocol.ts';
import { LanguageClient } from '../test-kit/language-client.ts';

describe('the language server, asked by the explorer', function () {
  this.timeout(120_000);
  const tree = modelTree();
  let client: LanguageClient;

  before(async () => {
    client = await LanguageClient.start(tree);
  });
  after(async () => assert.equal(await client.stop(), 0));

  const request = <Result>(method: string, params: object): Promise<Result> =>
    client.connection.sendRequest(method, params);

  /** The records that links stand over, in the order of the file; each line must name its record. */
  async function checkLenses(file: string, expected: readonly string[]): Promise<void> {
    const path = join(tree, file);
    const uri = await client.open(path);
    const all = await request<CodeLensPlace[]>(CODE_LENSES_REQUEST, { uri });
    const lenses = all.filter(({ kind }) => kind === 'overlay');
    const lines = readFileSync(path, 'utf8').split('\n');
    for (const { line, name } of lenses) assert.ok(lines[line]?.startsWith(name), lines[line]);
    assert.deepEqual(
      lenses.map(({ name }) => name),
      expected,
    );
  }

  it('offers every machine of the model', async () => {
    const { current, options } = await request<ProfileOptions>(PROFILES_REQUEST, {});
    assert.equal(current.tree, tree);
    const names = options.map(({ name }) => name);
    for (const machine of ['x86 i386_pae', 's390_debug', 'um x86_64', 'sparc32'])
      assert.ok(names.includes(machine), names.join(', '));
    assert.equal(new Set(names).size, names.length);
  });

  it('draws the overlay of a machine that was chosen', async () => {
    const { options } = await request<ProfileOptions>(PROFILES_REQUEST, {});
    const choice = options.find(({ name }) => name === 'x86 i386')?.choice;
    const view = await request<OverlayView>(OVERLAY_REQUEST, { choice });
    assert.match(view.profile, /i386/);
    assert.equal(view.pageSizeBytes, 32);
    const page = view.lanes.find(({ record }) => record === 'struct page');
    assert.equal(page?.fields.find(({ path }) => path === 'flags')?.sizeBits, 32);
  });

  it('names the field of struct page that an assertion is about', async () => {
    const view = await request<OverlayView>(OVERLAY_REQUEST, {});
    const ptdesc = view.lanes.find(({ record }) => record === 'struct ptdesc');
    assert.equal(
      ptdesc?.fields.find(({ path }) => path === 'pt_list')?.assertedWith,
      'compound_head',
    );
    assert.equal(ptdesc?.fields.find(({ path }) => path === 'ptl')?.assertedWith, null);
  });

  it('says in one line why a chosen profile cannot be opened', () =>
    assert.rejects(request(OVERLAY_REQUEST, { choice: { tree: '/nowhere' } }), /no such folder/));

  it('decodes a page, and says in one line why it cannot', async () => {
    const text = `${'0'.repeat(96)}ffffffff${'0'.repeat(24)}`;
    const decoded = await request<DecodedText>(DECODE_REQUEST, { text });
    assert.match(decoded.text, /page type: none\n/);
    assert.match(decoded.text, /struct ptdesc\n.*__page_flags +0x0/);
    await assert.rejects(request(DECODE_REQUEST, { text: 'hello' }), /has neither the lines of/);
  });

  it('puts a link over each memdesc, also in a header', async () => {
    await checkLenses('include/linux/mm_types.h', ['struct page', 'struct folio']);
    await checkLenses('include/linux/pgtable.h', ['struct ptdesc']);
    await checkLenses('mm/memory.c', []);
  });

  it('offers a call where arguments can be made and the name is known outside', async () => {
    const uri = await client.open(join(tree, 'arch/x86/mm/pgtable.c'));
    const lenses = await request<CodeLensPlace[]>(CODE_LENSES_REQUEST, { uri });
    const calls = lenses.filter(({ kind }) => kind === 'call').map(({ name }) => name);
    assert.ok(calls.includes('pte_alloc_one'), calls.join(' '));
    // Its first argument is a gather, which cannot be made.
    assert.ok(!calls.includes('___pte_free_tlb'));
  });

  it('knows the function around a line', async () => {
    const uri = await client.open(join(tree, 'include/linux/mm.h'));
    const { line } = client.positionOf(uri, 'pagetable_pte_ctor(');
    const at = (lines: number) =>
      request<FunctionAt | null>(FUNCTION_AT_REQUEST, { uri, line: line + lines });
    assert.deepEqual([await at(0), await at(3)], Array(2).fill({ name: 'pagetable_pte_ctor' }));
    assert.equal(await request(FUNCTION_AT_REQUEST, { uri, line: 0 }), null);
  });

  it('puts a link over functions that construct, destruct and free tables', async () => {
    const path = join(tree, 'arch/x86/mm/pgtable.c');
    const uri = await client.open(path);
    const lenses = await request<CodeLensPlace[]>(CODE_LENSES_REQUEST, { uri });
    const lines = readFileSync(path, 'utf8').split('\n');
    for (const { line, name } of lenses)
      assert.match(lines[line] ?? '', new RegExp(`\\b${name}\\(`));
    const entries = new Map(
      lenses.flatMap((lens) => (lens.kind === 'simulate' ? [[lens.name, lens.entry]] : [])),
    );
    assert.equal(entries.get('___pte_free_tlb'), 'pte-gather');
    assert.equal(entries.get('___pmd_free_tlb'), 'pmd-gather');
    assert.ok(!entries.has('pgd_page_get_mm'));
  });
});
