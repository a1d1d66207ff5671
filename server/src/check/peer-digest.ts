import { createHash } from 'node:crypto';
import type { Level } from '../paths/table-object.ts';
import type { ArchitecturePeers, PeerFunction } from '../rules/support/peers.ts';

const LEVELS: readonly Level[] = ['pte', 'pmd', 'pud', 'p4d', 'pgd'];

/** What tells apart what other architectures do: results that asked for it hold while it is the same. */
export function peerDigest(peers: ArchitecturePeers): string {
  const all = LEVELS.map((level) => peers.of(level));
  return createHash('sha1').update(JSON.stringify(all)).digest('base64');
}

/** Passes questions on, and remembers that there were some. */
export class WatchedPeers implements ArchitecturePeers {
  readonly #peers: ArchitecturePeers;
  #isAsked = false;

  constructor(peers: ArchitecturePeers) {
    this.#peers = peers;
  }

  of(level: Level): readonly PeerFunction[] {
    this.#isAsked = true;
    return this.#peers.of(level);
  }

  /** Undefined when no one asked. */
  get digest(): string | undefined {
    return this.#isAsked ? peerDigest(this.#peers) : undefined;
  }
}
