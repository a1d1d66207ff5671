import { lp64 } from './data-models.ts';
import type { Target } from './target.ts';

/** Alpha: va_list is a record with a base and an offset. */
export const alpha: Target = lp64({
  name: 'alpha',
  triple: 'alpha-linux-gnu',
  vaList: {
    kind: 'record',
    tag: '__va_list_tag',
    members: [
      { name: '__base', type: 'void *' },
      { name: '__offset', type: 'int' },
      { name: '__pad', type: 'int' },
    ],
  },
});
