import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { Profile } from '../profile/profile.ts';
import { UserMessage } from '../user-message.ts';
import { decodeContext } from './decode-context.ts';
import { DecodeError, decodeText } from './decode-page.ts';
import { decodedDumpsText } from './decode-text.ts';
import { otherContexts, requestsAtHand } from './other-contexts.ts';

/**
 * A text decoded for an editor.
 * @throws UserMessage with one line when it cannot be decoded
 */
export function decodeInSession(model: MemdescModel, profile: Profile, text: string): string {
  try {
    const others = otherContexts(() => requestsAtHand([profile.tree]));
    const dumps = decodeText(decodeContext(model, profile), text, others);
    const [only] = dumps;
    if (dumps.length === 1 && only?.problem) throw new UserMessage(only.problem);
    return decodedDumpsText(dumps);
  } catch (error) {
    if (error instanceof DecodeError) throw new UserMessage(error.message);
    throw error;
  }
}
