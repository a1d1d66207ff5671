/** The blocks of a flow graph that is being built, and where the building stands. */
import type { Expression } from '../../../language/src/syntax/ast.ts';
import type { ConstantContext } from '../../../language/src/typing/constant.ts';
import type { ConstantFunctions } from './constant-functions.ts';
import type { Block, CaseRange, EdgeTest } from './flow-graph.ts';
import type { NoreturnFunctions } from './noreturn.ts';

export interface FlowContext {
  readonly constants: ConstantContext;
  readonly noreturn: NoreturnFunctions;
  readonly constantFunctions: ConstantFunctions;
  text(nameId: number): string;
}

/** A switch whose cases are being met. */
export interface SwitchScope {
  readonly value: Expression;
  readonly head: Block;
  readonly ranges: CaseRange[];
  defaultBlock: Block | undefined;
}

export class FlowBlocks {
  readonly context: FlowContext;
  readonly blocks: Block[] = [];
  readonly exit: Block;
  /** Labels whose addresses are taken: a computed goto may lead to them. */
  readonly addressed = new Set<number>();
  /** Where the computed gotos are. */
  readonly computed: Block[] = [];
  /** Where break and continue lead, the innermost last. */
  readonly breaks: Block[] = [];
  readonly continues: Block[] = [];
  readonly switches: SwitchScope[] = [];
  /** Where the next step goes. */
  at: Block;
  private readonly labels = new Map<number, Block>();

  constructor(context: FlowContext) {
    this.context = context;
    this.at = this.block();
    this.exit = this.block();
  }

  block(): Block {
    const block: Block = { index: this.blocks.length, steps: [], edges: [] };
    this.blocks.push(block);
    return block;
  }

  edge(from: Block, to: Block, when: EdgeTest | undefined): void {
    from.edges.push({ to: to.index, when });
  }

  go(to: Block): void {
    this.edge(this.at, to, undefined);
  }

  /** What follows is reached by labels only. */
  leave(): void {
    this.at = this.block();
  }

  label(nameId: number): Block {
    const known = this.labels.get(nameId) ?? this.block();
    this.labels.set(nameId, known);
    return known;
  }
}
