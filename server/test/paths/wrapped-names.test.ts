import assert from 'node:assert/strict';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { wrappedNames } from '../../src/paths/wrapped-names.ts';

describe('the names of profiled allocations', () => {
  it('belong to the plain ones, whichever is seen first', () => {
    const interner = new Interner();
    const late = interner.intern('late_noprof');
    const plain = interner.intern('early');
    const wrapped = interner.intern('early_noprof');
    interner.intern('_noprof');
    assert.deepEqual([...wrappedNames(interner)], [[plain, wrapped]]);
    const found = interner.intern('late');
    assert.equal(wrappedNames(interner).get(found), late);
  });
});
