// Sources as their page lists them, and what a form makes of its fields. Pure.
import type { L, SourceState, Unit } from '../api/types';
import { areaOf } from '../bulletins/areas';
import type { Area } from '../bulletins/draft';
import type { ManagedSource, NewSource, SourceChange, SourceFormat } from '../api/intake';

/** What wants a person comes first. */
const URGENCY: readonly (SourceState | 'off')[] = ['failing', 'silent', 'never_heard', 'late', 'speaking', 'off'];
/** Of a source that is off, what was last heard says nothing of today. */
export const stateOf = (source: ManagedSource): SourceState | 'off' => (source.enabled ? source.health.state : 'off');
export const byUrgency = (a: ManagedSource, b: ManagedSource) =>
  URGENCY.indexOf(stateOf(a)) - URGENCY.indexOf(stateOf(b)) || a.name.localeCompare(b.name, 'vi');

export interface SourceDraft {
  code: string; name: string; url: string; format: SourceFormat; minutes: string; alsoHosts: string; senders: string; vietnamese: boolean;
  noteVi: string; noteEn: string; userAgent: string; covers: Area[]; signingKey: string;
}
/** `units` name the places a source speaks for; a code of which no name is known stands for itself. */
export const draftOf = (source: ManagedSource | null, units: readonly Unit[] = []): SourceDraft => ({
  code: source?.code ?? '', name: source?.name ?? '', url: source?.url ?? '', format: source?.format ?? 'auto',
  minutes: String(Math.max(1, Math.round((source?.every_seconds ?? 300) / 60))),
  alsoHosts: (source?.also_hosts ?? []).join('\n'), senders: (source?.senders ?? []).join('\n'), vietnamese: true,
  noteVi: source?.note?.vi ?? '', noteEn: source?.note?.en ?? '', userAgent: source?.user_agent ?? '', signingKey: source?.signing_key ?? '',
  covers: (source?.covers ?? []).map((code) => areaOf(units.find((unit) => unit.code === code) ?? { code, name: code, kind: code.length === 2 ? 'province' : 'commune' } as Unit)),
});

/** One to a line, as people paste them; commas and spaces part them too. */
export const listed = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

export type Fault = 'code' | 'name' | 'url' | 'minutes';
/** What the form itself can find wrong. */
export function faultsIn(draft: SourceDraft): Fault[] {
  const minutes = Number(draft.minutes);
  return [
    ...(/^[a-z0-9._-]{1,64}$/.test(draft.code.trim()) ? [] : ['code' as const]),
    ...(draft.name.trim() ? [] : ['name' as const]),
    ...(isWebAddress(draft.url.trim()) ? [] : ['url' as const]),
    ...(Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440 ? [] : ['minutes' as const]),
  ];
}
function isWebAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

export const sourceOf = (draft: SourceDraft): NewSource => ({
  code: draft.code.trim(), name: draft.name.trim().normalize('NFC'), url: draft.url.trim(), format: draft.format,
  every_seconds: Number(draft.minutes) * 60, also_hosts: listed(draft.alsoHosts), senders: listed(draft.senders), vietnamese: draft.vietnamese,
  covers: draft.covers.map((area) => area.code), note: noteOf(draft), user_agent: draft.userAgent.trim() || null, signing_key: draft.signingKey.trim() || null,
});

/** English where nobody wrote any is the Vietnamese: a note is for whoever runs the source next. */
const noteOf = ({ noteVi, noteEn }: SourceDraft): L | null => {
  const [vi, en] = [noteVi.trim().normalize('NFC'), noteEn.trim()];
  return vi || en ? { vi: vi || en, en: en || vi } : null;
};

/** Only what was changed in the form: a pause of seconds must not become a minute because its name was mended. */
export function changeOf(source: ManagedSource, draft: SourceDraft): SourceChange {
  const before: SourceDraft = { ...draftOf(source), covers: draft.covers };
  const { code: _, vietnamese: __, ...now } = sourceOf(draft);
  const fields: [keyof SourceDraft, keyof typeof now][] = [['name', 'name'], ['url', 'url'], ['format', 'format'], ['minutes', 'every_seconds'], ['alsoHosts', 'also_hosts'], ['senders', 'senders'], ['noteVi', 'note'], ['noteEn', 'note'], ['userAgent', 'user_agent'], ['signingKey', 'signing_key']];
  const changed = fields.filter(([typed]) => draft[typed] !== before[typed]).map(([, field]) => [field, now[field]]);
  if (now.covers?.join() !== (source.covers ?? []).join()) changed.push(['covers', now.covers]);
  return Object.fromEntries(changed);
}
