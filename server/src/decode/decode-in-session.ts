import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { Profile } from '../profile/profile.ts';
import { UserMessage } from '../user-message.ts';
import { decodeContext } from './decode-context.ts';
import { DecodeError, decodePage } from './decode-page.ts';
import { decodedText } from './decode-text.ts';

/**
 * A text decoded for an editor.
 * @throws UserMessage with one line when it cannot be decoded
 */
export function decodeInSession(model: MemdescModel, profile: Profile, text: string): string {
  try {
    return decodedText(decodePage(decodeContext(model, profile), text));
  } catch (error) {
    if (error instanceof DecodeError) throw new UserMessage(error.message);
    throw error;
  }
}
