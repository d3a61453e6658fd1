// The live line. The server says what changed; this file says which cached answers that makes old.
import type { QueryClient } from '@tanstack/react-query';
import { BASE } from './client';
import { keys } from './keys';

export interface StreamEvent {
  kind: 'task' | 'activation' | 'alert' | 'checklist' | 'source' | 'relocation' | 'relocations' | 'event' | 'findings' | 'norms' | 'inspection' | 'inspection_record' | 'inspection_task';
  id: string; activation_id?: string | null; checklist_id?: string | null; at?: string;
}
export type Line = { state: 'connecting' | 'open' } | { state: 'lost'; since: Date };

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
    case 'findings':
      return [keys.findings];
    case 'norms':
      return [keys.norms, keys.findings];
    case 'inspection':
    case 'inspection_record':
    case 'inspection_task':
      // Not the record somebody may be writing: its page asks before it saves.
      return [['inspections'], ['inspection'], ['inspection-tasks'], ['inspection-task']];
  }
}

const KINDS = ['task', 'activation', 'alert', 'checklist', 'source', 'relocation', 'relocations', 'event', 'findings', 'norms', 'inspection', 'inspection_record', 'inspection_task'] as const;
const RETRY_MS = 3_000;

/** Opens the line and keeps it open; the answer ends it. `onLine` hears of loss and return, `onEvent` of each event. */
export function listen(client: QueryClient, onLine: (line: Line) => void, onEvent: (event: StreamEvent) => void): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let lostSince: Date | null = null;

  const receive = (message: MessageEvent<string>) => {
    let event: StreamEvent;
    try {
      event = JSON.parse(message.data) as StreamEvent;
    } catch {
      return; // a heartbeat, or a kind that this version does not know
    }
    if (!KINDS.includes(event.kind)) return;
    for (const queryKey of touchedKeys(event)) void client.invalidateQueries({ queryKey });
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
    source?.close();
  };
}
