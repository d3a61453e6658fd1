// The live line. The server says what changed; this file says which cached answers that makes old.
import type { QueryClient } from '@tanstack/react-query';
import { BASE } from './client';
import { keys } from './keys';

export interface StreamEvent {
  kind: (typeof KINDS)[number];
  id: string; activation_id?: string | null; checklist_id?: string | null; at?: string;
}
/** `shut`: nobody is let in here who has not signed in; nothing is lost. */
export type Line = { state: 'connecting' | 'open' | 'shut' } | { state: 'lost'; since: Date };

/** Which cached answers an event makes old. Pure, so that it can be tested. */
export function touchedKeys(event: StreamEvent): readonly (readonly string[])[] {
  const activation = event.activation_id ?? (event.kind === 'activation' ? event.id : null);
  const checklist = event.checklist_id ?? (event.kind === 'checklist' ? event.id : null);
  switch (event.kind) {
    // keys.activations is the beginning of every activation key: the list, the one, its checklists.
    case 'task':
      return [
        ...(checklist ? [keys.checklist(checklist)] : [['checklists']]),
        keys.activations,
        keys.zones,
        ...(activation ? [keys.audit(activation)] : []),
      ];
    case 'checklist':
      return [...(checklist ? [keys.checklist(checklist)] : []), keys.activations, keys.zones, keys.moves];
    case 'activation':
      return [
        keys.activations, keys.zones, keys.events, keys.moves, ['checklists'],
        ...(activation ? [keys.audit(activation)] : []),
      ];
    case 'alert':
      return [keys.alerts, keys.activations, keys.zones, keys.events, keys.demo];
    case 'source':
      return [keys.sources];
    // Households on the move; of an event its name, its end, what was reported on it.
    case 'relocation':
    case 'relocations':
      return [keys.moves];
    case 'event':
      return [keys.moves, keys.events];
    case 'webhook':
      return [keys.webhooks, keys.deliveries];
    default:
      return []; // of a register: see gatheredKeys
  }
}

/**
 * What a change of plans, registers or inspections makes old. These come in bursts – an import, a person who types –, and
 * findings are computed from them a moment later: they are asked anew together and seldom, never by each event.
 */
export function gatheredKeys({ kind }: Pick<StreamEvent, 'kind'>): readonly (readonly string[])[] {
  switch (kind) {
    case 'plan':
    case 'plan_rule':
      return [[...keys.plans, 'list'], keys.findings];
    case 'zones':
      return [keys.zones, keys.findings];
    case 'shelter':
    case 'shelters':
      return [keys.shelters, keys.resources, keys.findings];
    case 'resource':
    case 'resources':
    case 'loan':
    case 'supply_item':
      return [keys.resources, keys.findings];
    case 'household':
    case 'households':
      return [keys.households, keys.findings];
    case 'admin_units':
      return [keys.communes, keys.units, keys.findings];
    case 'finding':
    case 'findings':
    case 'roads':
      return [keys.findings];
    case 'norms':
      return [keys.norms, keys.findings];
    case 'inspection':
    case 'inspection_record':
    case 'inspection_task':
    case 'inspection_template':
      return [['inspections'], ['inspection'], ['inspection-record'], ['inspection-tasks'], ['inspection-task'], ['inspection-templates'], keys.findings];
    case 'activation': // shelters that are in use, zones that are cleared
      return [keys.findings];
    default:
      return [];
  }
}

const KINDS = [
  'task', 'activation', 'alert', 'checklist', 'source', 'relocation', 'relocations', 'event',
  'plan', 'plan_rule', 'zones', 'shelter', 'shelters', 'resource', 'resources', 'loan', 'supply_item', 'household', 'households',
  'admin_units', 'finding', 'findings', 'norms', 'roads', 'inspection', 'inspection_record', 'inspection_task', 'inspection_template',
  'webhook',
] as const;
const RETRY_MS = 3_000;
/** The first word of a burst waits this long for the others; the next burst can only follow after as long. */
export const GATHER_MS = 3_000;

type Key = readonly string[];
/** Collects keys and hands them on together, each once, at most every `everyMs`. */
export function gatherer(tell: (keys: Key[]) => void, everyMs = GATHER_MS): { add: (keys: readonly Key[]) => void; stop: () => void } {
  const waiting = new Map<string, Key>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hand = () => {
    timer = undefined;
    const all = [...waiting.values()];
    waiting.clear();
    if (all.length > 0) tell(all);
  };
  return {
    add: (keys) => {
      for (const key of keys) waiting.set(key.join('/'), key);
      if (waiting.size > 0) timer ??= setTimeout(hand, everyMs);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Opens the line and keeps it open; the answer ends it. `onLine` hears of loss and return, `onEvent` of each event. */
export function listen(client: QueryClient, onLine: (line: Line) => void, onEvent: (event: StreamEvent) => void): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lostSince: Date | null = null;
  // Of what is not on a screen only a note is made: it is asked when it is shown again.
  const later = gatherer((found) => { for (const queryKey of found) void client.invalidateQueries({ queryKey }); });

  const receive = (message: MessageEvent<string>) => {
    let event: StreamEvent;
    try {
      event = JSON.parse(message.data) as StreamEvent;
    } catch {
      return; // a heartbeat, or a kind that this version does not know
    }
    if (!KINDS.includes(event.kind)) return;
    for (const queryKey of touchedKeys(event)) void client.invalidateQueries({ queryKey });
    later.add(gatheredKeys(event));
    onEvent(event);
  };

  const open = () => {
    source = new EventSource(`${BASE}/stream`, { withCredentials: true });
    source.onopen = () => {
      // Whatever happened while the line was down may not be told again: everything on screen is asked anew.
      if (lostSince) void client.invalidateQueries();
      lostSince = null;
      onLine({ state: 'open' });
    };
    source.onerror = () => {
      // An answer that is no stream may be a refusal: the session has run out, and who is here is asked anew, once.
      if (source?.readyState === EventSource.CLOSED && lostSince === null) void client.invalidateQueries({ queryKey: keys.session });
      lostSince ??= new Date();
      onLine({ state: 'lost', since: lostSince });
      // The browser tries again by itself, but gives up on an answer that is no stream (a proxy's 502).
      if (source?.readyState === EventSource.CLOSED) {
        clearTimeout(retry);
        retry = setTimeout(open, RETRY_MS);
      }
    };
    for (const kind of KINDS) source.addEventListener(kind, receive);
    source.onmessage = receive;
  };

  onLine({ state: 'connecting' });
  open();
  return () => {
    clearTimeout(retry);
    later.stop();
    source?.close();
  };
}
