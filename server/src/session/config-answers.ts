import type { Explanation } from '../kernel/kconfig/why.ts';
import type { UnsavedTexts } from '../profile/configuration-of.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';

/** What entries/config-worker.ts is asked. */
export interface ConfigQuestion {
  readonly id: number;
  readonly request: ProfileRequest;
  /** With or without `CONFIG_`. */
  readonly name: string;
  readonly unsaved: UnsavedTexts;
}

/** What the Kconfig files of a tree say of a symbol. */
export interface ConfigAnswer {
  /** False for a tree without Kconfig files. */
  readonly hasKconfig: boolean;
  /** Undefined for a name that no entry declares. */
  readonly explanation?: Explanation | undefined;
}

/** What it answers; `error` where that went wrong. */
export type ConfigReply =
  | { readonly id: number; readonly answer: ConfigAnswer }
  | { readonly id: number; readonly error: string };
