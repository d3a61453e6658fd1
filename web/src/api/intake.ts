// What arrives and how: sources, quarantine, bulletins typed in, local signs, mapping tables. Shapes, reads and acts;
// loaded with the pages that need them.
import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { keys } from './keys';
import { everyPage } from './pages';
import type { AlertSource, L, Level, Page } from './types';

export const FORMATS = ['auto', 'nws_geojson', 'meteoalarm_json', 'gdacs_rss', 'cap_zip', 'luquetsatlo'] as const;
export type SourceFormat = (typeof FORMATS)[number];

/** A source with all that its page shows; what an older server leaves out is simply not said. */
export interface ManagedSource extends AlertSource {
  format: SourceFormat; snapshot?: boolean; every_seconds?: number; also_hosts?: string[]; senders?: string[];
  oid?: string | null; note?: L | null; etag?: string; user_agent?: string | null; covers?: string[]; signing_key?: string | null;
}
export interface SourceChange {
  name?: string; url?: string; format?: SourceFormat; enabled?: boolean; every_seconds?: number;
  also_hosts?: string[]; senders?: string[]; covers?: string[]; note?: L | null; user_agent?: string | null; signing_key?: string | null;
}
/** `vietnamese`: times without an offset are of UTC+7, and places lie in Viet Nam or its seas. */
export interface NewSource extends SourceChange { code: string; name: string; url: string; format: SourceFormat; every_seconds: number; vietnamese: boolean }
export interface PollReport {
  source: string; unchanged: boolean; documents: number; new_alerts: number; known_alerts: number;
  quarantined: number; postponed: number; ended?: number; unlisted?: number; error: L | null; note?: L | null;
}

export const addSource = (source: NewSource) => call<ManagedSource>('/alert-sources', { method: 'POST', body: source });
export const changeSource = (source: Pick<ManagedSource, 'id' | 'etag'>, change: SourceChange) =>
  call<ManagedSource>(`/alert-sources/${source.id}`, { method: 'PATCH', body: change, ifMatch: source.etag });
export const pollSource = (id: string) => call<PollReport>(`/alert-sources/${id}/poll`, { method: 'POST', body: {} });

export interface Quarantined {
  id: string; received_at: string; url: string | null; source_code: string | null; state: string;
  content_type: string | null; sha256: string; reasons: L[];
  /** Since when only hash, length and times are kept: there is nothing left to read. */
  dropped_at?: string | null;
}
export interface Reread { state: string; alerts: string[]; reasons: L[] }
/** `same`: it says what it said; `otherwise`: it was changed and plans were asked again; `unusable`: nothing was changed. */
export interface ReadAgain { outcome: 'same' | 'otherwise' | 'unusable'; reasons: L[] }
export const readAlertAgain = (id: string) => call<ReadAgain>(`/alerts/${id}/read-again`, { method: 'POST', body: {} });
export const retryQuarantined = (id: string) => call<Reread>(`/quarantine/${id}/retry`, { method: 'POST', body: {} });
export const quarantinePage = (cursor: string | null) =>
  call<Page<Quarantined>>(`/quarantine?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);

export type BulletinKind = 'warning' | 'last' | 'cancel';
export interface Bulletin {
  /** Made by the form: sending twice after a lost answer types one. */
  id: string; hazard: string; level: Level | null; issuer: string; number: string | null; issued_at: string; title: string;
  wind_force: number | null; wind_gust: number | null; onset: string | null; next_bulletin_at: string | null;
  areas: string[]; area_text: string | null; text: string | null; follows: string | null; kind: BulletinKind;
  /** In the place of level, winds and areas above, where they differ by place. */
  groups?: Pick<Bulletin, 'level' | 'wind_force' | 'wind_gust' | 'areas' | 'area_text'>[];
}
export interface Received { id: string; outcome: string; zones: number; proposals: number }
export const sendBulletin = (bulletin: Bulletin) => call<Received>('/bulletins', { method: 'POST', body: bulletin });

export interface SignKind { code: string; name: L; hazard: string | null }
export interface LocalSign {
  id: string; signs: string[]; hazard: string | null; seen_at: string;
  lon: number | null; lat: number | null; radius_m: number | null; commune_code: string | null; village: string | null;
  note: string | null; people_near: number | null;
}
export const sendSign = (sign: LocalSign) => call<Received>('/local-signs', { method: 'POST', body: sign });
/** The kinds, kept on the device: without a network a sign must still be told. */
export const useSignKinds = () =>
  useQuery({ queryKey: keys.signKinds, staleTime: Infinity, networkMode: 'always', retry: false, queryFn: async () => (await call<Page<SignKind>>('/local-sign-kinds')).items });

/** Words or a code, and the hazard they are taken for; without a hazard a person is asked. */
interface Entry { /** Of an own entry only. */ id: string | null; hazard: string | null; shipped: boolean; changed_by?: string | null; changed_at?: string | null }
export interface WordsEntry extends Entry { language: string; words: string }
export interface CodeEntry extends Entry { list: string; code: string }
export const useHazardWords = () => useQuery({ queryKey: keys.hazardWords, queryFn: () => everyPage<WordsEntry>('/hazard-words') });
export const useHazardCodes = () => useQuery({ queryKey: keys.hazardCodes, queryFn: () => everyPage<CodeEntry>('/hazard-codes') });
export const putWords = (entry: Pick<WordsEntry, 'language' | 'words' | 'hazard'>) => call<WordsEntry>('/hazard-words', { method: 'POST', body: entry });
export const putCode = (entry: Pick<CodeEntry, 'list' | 'code' | 'hazard'>) => call<CodeEntry>('/hazard-codes', { method: 'POST', body: entry });
export const dropWords = (id: string) => call<void>(`/hazard-words/${id}`, { method: 'DELETE' });
export const dropCode = (id: string) => call<void>(`/hazard-codes/${id}`, { method: 'DELETE' });
export interface Taken { hazard: string | null; ground: L | null }
export interface Trial { text: string; language: string | null; codes: { name: string; value: string }[] }
export const tryWords = (trial: Trial) => call<Taken>('/hazard-words/try', { method: 'POST', body: trial });
