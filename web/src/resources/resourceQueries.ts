// Reads and acts of the registers of resources.
import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { BASE, call } from '../api/client';
import { keys } from '../api/keys';
import { communeOf } from '../api/ownCommune';
import { NoAnswer } from '../api/problem';
import type { Page, Session } from '../api/types';
import { folded } from '../shared/format';
import type { ItemDraft } from './itemDraft';
import type { Entry, Kind, Loan, LoanAnswer, Movement, MovementKind, Register, Resource, ResourceImport, Shelter } from './types';

export interface Filters { unit: string; kind: string; q: string; retired: boolean }
export const NO_FILTERS: Filters = { unit: '', kind: '', q: '', retired: false };

export function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) if (value === true) query.set(key, 'true'); else if (typeof value === 'string' && value.trim() !== '') query.set(key, value.trim());
  return query.toString();
}

const PAGE = 100;
const pages = <T,>(path: string, query: string) => ({
  queryKey: [...keys.resources, path, query],
  initialPageParam: null as string | null,
  queryFn: ({ pageParam }: { pageParam: string | null }) => call<Page<T>>(`/${path}?limit=${PAGE}${query && `&${query}`}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`),
  getNextPageParam: (page: Page<T>) => page.next,
});

export const linesQuery = (register: Register, filters: Filters) => pages<Resource>(register, queryOf(filters));
export const useLines = (register: Register, filters: Filters) => useOrOnDevice(useInfiniteQuery(linesQuery(register, filters)), register, filters, matchesLine);
export const shelterLinesQuery = (filters: Filters) => pages<Shelter>('shelters', queryOf(filters));
export const useShelterLines = (filters: Filters) => useOrOnDevice(useInfiniteQuery(shelterLinesQuery(filters)), 'shelters', filters, matchesShelter);

const matchesLine = ({ unit_code, code, entry }: Resource, f: Filters) => fits(f, unit_code, entry.kind, `${code} ${entry.name} ${entry.keeper} ${entry.details.position ?? ''} ${(entry.details.villages ?? []).join(' ')}`);
const matchesShelter = ({ commune_code, kind, code, name, facts }: Shelter, f: Filters) => fits(f, commune_code, kind, `${code} ${name} ${facts.village ?? ''}`);
const fits = ({ unit, kind, q, retired }: Filters, ofUnit: string, ofKind: string, text: string) =>
  !retired && (unit === '' || unit === ofUnit) && (kind === '' || kind === ofKind) && folded(text).includes(folded(q.trim()));

/** The lines of the own commune that were brought along, where the server gives no answer to the same question. */
function useOrOnDevice<T>(found: UseInfiniteQueryResult<InfiniteData<Page<T>>>, path: string, filters: Filters, matches: (line: T, filters: Filters) => boolean) {
  const client = useQueryClient();
  const own = communeOf(client.getQueryData<Session>(keys.session)?.account);
  const { data, error, failureReason, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = found;
  const asked = { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch, broughtAt: null as Date | null };
  if (data || own === null || !((error ?? failureReason) instanceof NoAnswer)) return asked;
  const key = [...keys.resources, path, queryOf({ ...NO_FILTERS, unit: own })];
  const held = client.getQueryData<InfiniteData<Page<T>>>(key);
  if (!held) return asked;
  const items = held.pages.flatMap((page) => page.items).filter((line) => matches(line, filters));
  return { ...asked, data: { pages: [{ items, next: null }], pageParams: [null] }, error: null, hasNextPage: false, broughtAt: new Date(client.getQueryState(key)?.dataUpdatedAt ?? 0) };
}
export const useLoans = (unit: string) => useInfiniteQuery(pages<Loan>('loans', unit && `unit=${unit}`));
export const useMovements = (id: string) => useQuery({ queryKey: [...keys.resources, 'movements', id], queryFn: () => call<Page<Movement>>(`/supplies/${id}/movements?limit=50`) });
export const useKinds = () => useQuery({ queryKey: [...keys.resources, 'kinds'], staleTime: 600_000, queryFn: async () => (await call<Page<Kind>>('/resource-kinds')).items });

/** Adds an item to the list of supplies, or corrects the one of that code. */
export const putItem = ({ code, vi, en, unit, offered }: ItemDraft) =>
  call<Kind>(`/supply-items/${encodeURIComponent(code.trim())}`, { method: 'PUT', body: { name: { vi: vi.trim().normalize('NFC'), en: en.trim().normalize('NFC') }, unit: unit.trim().normalize('NFC'), offered } });

export const addLine = (register: Register, unit_code: string, code: string, entry: Entry, reason: string) =>
  call<Resource>(`/${register}`, { method: 'POST', body: { unit_code, code: code || null, entry, reason } });
export const changeLine = (register: Register, line: Resource, entry: Entry, reason: string) =>
  call<Resource>(`/${register}/${line.id}`, { method: 'PUT', body: { entry, reason }, ifMatch: String(line.revision) });
export const retireLine = (path: Register | 'shelters', line: { id: string; revision: number }, reason: string) =>
  call<unknown>(`/${path}/${line.id}/retire`, { method: 'POST', body: { reason }, ifMatch: String(line.revision) });
export const confirmPhone = (path: Register | 'shelters', id: string, which: 'main' | 'backup') =>
  call<unknown>(`/${path}/${id}/confirm-phone`, { method: 'POST', body: path === 'shelters' ? {} : { which } });

export type ShelterLine = Omit<Shelter, 'id' | 'commune_name' | 'suitable_for' | 'suitability' | 'demonstration' | 'revision' | 'retired_on' | 'away_today'> & { reason: string };
export const addShelter = (line: ShelterLine) => call<Shelter>('/shelters', { method: 'POST', body: line });
export const changeShelter = (held: Shelter, line: ShelterLine) => call<Shelter>(`/shelters/${held.id}`, { method: 'PUT', body: line, ifMatch: String(held.revision) });

export const noteMovement = (id: string, body: { kind: MovementKind; quantity: number; happened_on: string | null; reason: string }) =>
  call<Movement & { stock: number }>(`/supplies/${id}/movements`, { method: 'POST', body });
export const askLoan = (body: { resource_id: string; to_unit: string; quantity: number; first_day: string; last_day: string; purpose: string }) =>
  call<Loan>('/loans', { method: 'POST', body });
export const answerLoan = (loan: Loan, answer: LoanAnswer, reason: string) =>
  call<Loan>(`/loans/${loan.id}/answer`, { method: 'POST', body: { answer, reason }, ifMatch: String(loan.revision) });

export interface ImportSettings { unit: string; sheet: string; doubtful: number[] }
/** Holds a file against a register; writes only where `dryRun` is false. */
export function importLines(register: Register, file: File, settings: ImportSettings, dryRun: boolean) {
  const query = new URLSearchParams({ name: file.name, dry_run: String(dryRun) });
  if (settings.unit) query.set('unit', settings.unit);
  if (settings.sheet) query.set('sheet', settings.sheet);
  if (settings.doubtful.length > 0) query.set('doubtful', settings.doubtful.join(','));
  return call<ResourceImport>(`/${register}/import?${query.toString()}`, { method: 'POST', file: new Blob([file], { type: 'application/octet-stream' }) });
}

export const fileAddress = (register: Register, filters: Filters, ending: 'xlsx' | 'csv') => `${BASE}/${register}.${ending}?${queryOf(filters)}`;
export const templateAddress = (register: Register) => `${BASE}/${register}/template.xlsx`;
