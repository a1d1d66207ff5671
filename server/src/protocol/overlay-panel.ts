/** The overlay's panel and its webview. */
import type { OverlayView } from './overlay.ts';
import type { ProfileChoice, ProfileOption } from './profile.ts';

/** What the overlay's panel tells its webview. */
export type ToOverlayMessage =
  | {
      readonly type: 'show';
      readonly view: OverlayView;
      /** The view that it is compared with. */
      readonly compared: OverlayView | null;
      /** What can be chosen; the panel is told the number. */
      readonly profiles: readonly OverlayProfile[];
      /** The number of the profile that is shown; -1 when it is none of those. */
      readonly chosen: number;
      readonly comparedChosen: number;
      /** The record that someone asked for. */
      readonly record: string | null;
      readonly state: OverlayState;
    }
  /** There is nothing to draw; the reason is one line for people. */
  | { readonly type: 'explain'; readonly reason: string; readonly state: OverlayState };

/** A profile as the overlay offers it. */
export type OverlayProfile = Pick<ProfileOption, 'name' | 'group'>;

/** Which of the two drawings: the second is there while two profiles are compared. */
export type OverlaySide = 'left' | 'right';

/** What the overlay's webview tells its panel. */
export type FromOverlayMessage =
  /** The webview listens now. */
  | { readonly type: 'ready' }
  /** A field was chosen: indices into the lanes and fields of the view that was shown last. */
  | {
      readonly type: 'openField';
      readonly side: OverlaySide;
      readonly lane: number;
      readonly field: number;
    }
  /** Show a profile of the list: null is the document's own on the left, none on the right. */
  | {
      readonly type: 'chooseProfile';
      readonly side: OverlaySide;
      readonly profile: number | null;
    }
  /** Let the user name a kernel tree that is not in the list. */
  | { readonly type: 'chooseTree'; readonly side: OverlaySide };

/** What the overlay's webview keeps, so that it can be restored after the window is reloaded. */
export interface OverlayState {
  readonly uri: string | null;
  readonly choice: ProfileChoice | null;
  readonly compared: ProfileChoice | null;
}
