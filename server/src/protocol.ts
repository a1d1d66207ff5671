/**
 * The custom requests between the editor and the language server: plain data only.
 * This is the one file of the server that the client may import, so it imports nothing itself.
 */

/** Asks for struct page's bytes and everything that lies over them. */
export const OVERLAY_REQUEST = 'ptdesc/overlay';

/** Asks which kernel tree, architecture and configuration a document is read with. */
export const PROFILE_REQUEST = 'ptdesc/profile';

/**
 * Which profile a request is about. Without a document it is the workspace's, else the model's; a
 * choice takes the place of both.
 */
export interface ProfileParams {
  readonly uri?: string;
  readonly choice?: ProfileChoice;
}

/** A profile by what it is opened with. Paths are absolute. */
export interface ProfileChoice {
  /** The root of the kernel tree. */
  readonly tree: string;
  /** The `O=` folder; the tree itself when it is not given. */
  readonly build?: string;
  /** The architecture as the kernel names it. */
  readonly arch?: string;
  /** A `.config` or `autoconf.h` in place of the build's own. */
  readonly config?: string;
}

/** Asks which profiles there are to choose from, for a document, the workspace or a choice. */
export const PROFILES_REQUEST = 'ptdesc/profiles';

/** One profile that can be chosen. */
export interface ProfileOption {
  /** "x86_64_lockdep" for a machine of the model, a folder's name for a build. */
  readonly name: string;
  /** What it belongs to: "modelled kernel", "Linux 6.12.5". */
  readonly group: string;
  readonly choice: ProfileChoice;
}

/** The answer to {@link PROFILES_REQUEST}. */
export interface ProfileOptions {
  /** What the document or the workspace is read with now. */
  readonly current: ProfileChoice;
  readonly options: readonly ProfileOption[];
}

/** Asks where a document has something to show or to run: lines for an editor to put links over. */
export const CODE_LENSES_REQUEST = 'ptdesc/codeLenses';

export interface CodeLensesParams {
  readonly uri: string;
}

/** One link over a line, which counts from 0. */
export interface CodeLensPlace {
  readonly line: number;
  /** `overlay`: struct page or a memdesc is declared there. */
  readonly kind: 'overlay';
  /** "struct ptdesc" */
  readonly name: string;
}

/** How a document is read. */
export interface ProfileInfo {
  /** The root of the kernel tree as an absolute path; null when the document lies in none. */
  readonly tree: string | null;
  /** Whether that tree is the modelled kernel. */
  readonly model: boolean;
  /** Short text for people: machine, configuration, kernel, compiler. */
  readonly label: string;
  /** One line that says what is missing and what to run; null when everything is there. */
  readonly missing: string | null;
}

/** The answer to {@link OVERLAY_REQUEST}. */
export interface OverlayView {
  /** {@link ProfileInfo.label} of the profile that was laid out. */
  readonly profile: string;
  /** The size of struct page. */
  readonly pageSizeBytes: number;
  /** struct page first, then each memdesc. */
  readonly lanes: readonly OverlayLane[];
}

/** One record over the bytes of one or more struct pages. */
export interface OverlayLane {
  /** The record as C spells it: "struct ptdesc". */
  readonly record: string;
  readonly sizeBytes: number;
  /** How many struct pages the record covers: a folio spans several. */
  readonly pages: number;
  /** A mirror matches some words of struct page but asserts no size. */
  readonly kind: 'page' | 'overlay' | 'mirror';
  readonly declared: NamePlace;
  readonly fields: readonly OverlayField[];
}

/** One field of a lane. Offsets count from the start of the record's first page. */
export interface OverlayField {
  /** The path below the record with anonymous members flattened: "pt_list" or "lru.next". */
  readonly path: string;
  readonly type: string;
  /** From the start of the struct page that holds the field. */
  readonly offsetBits: number;
  readonly sizeBits: number;
  /** Which struct page of the record holds the field; 0 is the first. */
  readonly pageIndex: number;
  /** Nesting below the record: members of a named member are one deeper than it. */
  readonly depth: number;
  /** The assertion that ties the field to struct page; null when nothing does. */
  readonly asserted: SourcePlace | null;
  /** The field of struct page that the assertion names, as it is written there: "_mapcount". */
  readonly assertedWith: string | null;
  /** Where the field is declared; null when that is unknown. */
  readonly declared: NamePlace | null;
}

/** A line of a source file; the file is an absolute path, the line counts from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A name in a file: the column is in bytes and counts from 1, as lines do. */
export interface NamePlace extends SourcePlace {
  readonly column: number;
}

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
      /** The record that somebody asked for. */
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

/**
 * Checks every file of a document's or the workspace's tree; findings arrive as diagnostics. Progress
 * is the protocol's own work-done progress, which can be cancelled.
 */
export const CHECK_WORKSPACE_REQUEST = 'ptdesc/checkWorkspace';

/** The answer to {@link CHECK_WORKSPACE_REQUEST}. */
export interface WorkspaceCheck {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** False when someone cancelled it. */
  readonly completed: boolean;
}

/** Asks where a field that a position names is used, over the whole tree. */
export const FIELD_USES_REQUEST = 'ptdesc/fieldUses';

export interface FieldUsesParams {
  readonly uri: string;
  /** From 0, in UTF-16, as the protocol counts. */
  readonly line: number;
  readonly character: number;
}

/** One use of the field. */
export interface FieldUse extends NamePlace {
  /** "read", "write", "address", … */
  readonly kind: string;
  /** False where the profile does not build the file, or does not read all of it. */
  readonly exact: boolean;
}

/** The answer to {@link FIELD_USES_REQUEST}. */
export interface FieldUses {
  /** "struct page.lru" */
  readonly field: string;
  readonly uses: readonly FieldUse[];
  /** False when someone cancelled it. */
  readonly completed: boolean;
}

/**
 * Makes code about page tables speak of struct ptdesc: the server sends the edit to the editor, which
 * asks before it is made where it can.
 */
export const CONVERT_REQUEST = 'ptdesc/convert';

export interface ConvertParams {
  readonly uri: string;
  /** The functions and macros of the lines, the document, or the whole tree. */
  readonly scope: 'selection' | 'file' | 'tree';
  /** For a selection: lines from 0, both included. */
  readonly lines?: { readonly from: number; readonly to: number };
}

/** The answer to {@link CONVERT_REQUEST}. */
export interface Conversion {
  /** How much there was to convert. */
  readonly files: number;
  readonly functions: number;
  /** Whether the editor made the edit; false also when there was none to make. */
  readonly applied: boolean;
  /** Lines of documents that name a function which is gone; columns count from 1. */
  readonly documents: readonly (NamePlace & { readonly message: string })[];
}
