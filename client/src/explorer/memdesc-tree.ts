/** The view "Memdescs": every record over struct page, its fields, and who else has their bytes. */
import * as vscode from 'vscode';
import {
  type NamePlace,
  OVERLAY_REQUEST,
  type OverlayField,
  type OverlayLane,
  type OverlayView,
} from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../server-connection.ts';
import { activeProfile } from './active-profile.ts';
import { membersOf, overlapsOf, rangeText } from './field-overlaps.ts';
import { LoadingTree, type TreeLine, treeLine } from './loading-tree.ts';

/** What commands in the context menus are given. */
export interface MemdescLine extends TreeLine {
  /** "struct ptdesc" */
  readonly record: string;
  readonly declared: NamePlace | null;
}

/** The tree of the view; sends ptdesc/overlay. */
export function memdescTree(server: ServerConnection): LoadingTree {
  return new LoadingTree(async () => {
    const view = await server.request<OverlayView | null>(OVERLAY_REQUEST, activeProfile());
    return view?.lanes.map((lane) => laneLine(view, lane)) ?? [];
  });
}

function laneLine(view: OverlayView, lane: OverlayLane): MemdescLine {
  const size = lane.pages > 1 ? `${lane.sizeBytes} bytes, ${lane.pages} pages` : undefined;
  const properties = {
    description: `${size ?? `${lane.sizeBytes} bytes`}${lane.kind === 'mirror' ? ', mirror' : ''}`,
    iconPath: new vscode.ThemeIcon('symbol-structure'),
    contextValue: 'ptdesc.memdesc',
    ...(lane.kind === 'mirror' && {
      tooltip: 'Matches some words of struct page, asserts no size.',
    }),
  };
  const fields = lane.fields.filter(({ depth }) => depth === 0);
  const children = () => fields.map((field) => fieldLine(view, lane, field));
  const { record, declared } = lane;
  return { ...treeLine(record, properties, children, children), record, declared };
}

function fieldLine(view: OverlayView, lane: OverlayLane, field: OverlayField): MemdescLine {
  const properties = {
    description: `${rangeText(lane, field)}${heldText(lane, field)}`,
    tooltip: `${field.type} ${field.spelled}`,
    iconPath: heldIcon(lane, field),
    contextValue: 'ptdesc.field',
    command: openCommand(field.declared),
  };
  const members = membersOf(lane, field);
  const overlaps = overlapsOf(view, lane, field);
  const memberLines = () => members.map((member) => fieldLine(view, lane, member));
  const below = () => [...memberLines(), ...overlaps.map(overlapLine)];
  const children = members.length + overlaps.length > 0 ? below : undefined;
  return {
    ...treeLine(field.spelled, properties, children, memberLines),
    record: lane.record,
    declared: field.declared,
  };
}

function overlapLine({ lane, field }: { lane: OverlayLane; field: OverlayField }): MemdescLine {
  const properties = {
    description: `${rangeText(lane, field)}${heldText(lane, field)}`,
    tooltip: `${field.type} ${field.spelled}`,
    iconPath: new vscode.ThemeIcon('layers'),
    contextValue: 'ptdesc.overlap',
    command: openCommand(field.declared),
  };
  const label = `${lane.record}.${field.spelled}`;
  return { ...treeLine(label, properties), record: lane.record, declared: field.declared };
}

function heldText(lane: OverlayLane, field: OverlayField): string {
  if (lane.kind === 'page') return '';
  return field.asserted === null ? ', not asserted' : ', asserted';
}

function heldIcon(lane: OverlayLane, field: OverlayField): vscode.ThemeIcon {
  if (lane.kind === 'page') return new vscode.ThemeIcon('symbol-field');
  return new vscode.ThemeIcon(field.asserted === null ? 'circle-outline' : 'lock');
}

function openCommand(place: NamePlace | null): vscode.Command {
  return { command: 'ptdesc.openDeclaration', title: 'Open the Declaration', arguments: [place] };
}
