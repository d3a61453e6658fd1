// What screens read. One hook a noun; the stream keeps them fresh, so nothing here polls but the sources' health.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { standing } from '../app/session/standing';
import { leaveNow } from '../offline/leaving';
import { noteServerTime } from '../shared/clock';
import { call, optional } from './client';
import { keys } from './keys';
import { communeOf, useBeyond } from './ownCommune';
import { everyPage } from './pages';
import { Problem } from './problem';
import type {
  Activation, Alert, AlertSource, AlertSummary, AuditLine, Checklist, ChecklistSummary, CommuneCollection, Decision,
  Demo, DisasterEvent, Meta, Page, Session, Shelter, SourceSilence, TouchedZones, UnplacedReport, ZoneCollection, ZoneFeature,
} from './types';

const MINUTE = 60_000;
const list = async <T>(path: string): Promise<T[]> => (await call<Page<T>>(path)).items;

export const useMeta = () =>
  useQuery({
    queryKey: keys.meta,
    staleTime: 10 * MINUTE,
    queryFn: async () => {
      const meta = await call<Meta>('/meta');
      noteServerTime(meta.now);
      return meta;
    },
  });

const sessionQuery = {
  queryKey: keys.session,
  staleTime: 5 * MINUTE,
  queryFn: async () => {
    await leaveNow(); // who signed out without a network is told to the server before it is asked who is here
    return call<Session>('/session');
  },
};
export const useSession = () => useQuery(sessionQuery);
/** Whether the situation may be asked for by who looks: before that is known, and where only look-ups are open, nobody is refused in silence. */
const useOpen = (): boolean => standing(useSession(), useMeta()) === 'open';
/** The own commune as far as it is known already; asks nobody. */
const useHeldCommune = (): string => communeOf(useQuery({ ...sessionQuery, enabled: false }).data?.account) ?? '';

export const eventsQuery = { queryKey: keys.events, queryFn: () => list<DisasterEvent>('/events') };
/** An event that was joined to another is shown as that one. */
export const notJoined = (events: DisasterEvent[]): DisasterEvent[] => events.filter((event) => !event.joined_to);
export const useEvents = () => useQuery({ ...eventsQuery, enabled: useOpen(), select: notJoined });

export const alertsQuery = { queryKey: keys.alerts, queryFn: () => list<AlertSummary>('/alerts?limit=200') };
export const useAlerts = () => useQuery({ ...alertsQuery, enabled: useOpen() });

export const useAlert = (id: string | undefined) => {
  const open = useOpen();
  return useQuery({ queryKey: keys.alert(id ?? ''), enabled: open && id !== undefined, queryFn: () => call<Alert>(`/alerts/${id}`) });
};

export const useAlertZones = (id: string | undefined) =>
  useQuery({
    queryKey: keys.alertZones(id ?? ''),
    enabled: id !== undefined,
    queryFn: () => call<TouchedZones>(`/alerts/${id}/zones?limit=500`),
  });

export const useDecisions = (alertId: string) =>
  useQuery({ queryKey: keys.alertDecisions(alertId), queryFn: () => everyPage<Decision>(`/alerts/${alertId}/decisions`) });

export const activationsQuery = { queryKey: keys.activations, queryFn: () => list<Activation>('/activations?limit=100') };
export const useActivations = () => useQuery({ ...activationsQuery, enabled: useOpen() });

export const activationQuery = (id: string) => ({ queryKey: keys.activation(id), queryFn: () => call<Activation>(`/activations/${id}`) });
export const useActivation = (id: string | undefined) => {
  const open = useOpen();
  return useQuery({ ...activationQuery(id ?? ''), enabled: open && id !== undefined });
};

export const checklistsOfQuery = (activationId: string) => ({
  queryKey: keys.checklistsOf(activationId),
  queryFn: () => list<ChecklistSummary>(`/activations/${activationId}/checklists`),
});
export const useChecklistsOf = (activationId: string, enabled = true) => useQuery({ ...checklistsOfQuery(activationId), enabled });

export const checklistQuery = (id: string) => ({ queryKey: keys.checklist(id), queryFn: () => call<Checklist>(`/checklists/${id}`) });
export const useChecklist = (id: string | undefined) => {
  const open = useOpen();
  return useQuery({ ...checklistQuery(id ?? ''), enabled: open && id !== undefined });
};

/** Reports from the field that wait for a person to place them, for those who may. */
export const useUnplaced = (allowed: boolean) =>
  useQuery({ queryKey: keys.unplaced, enabled: allowed, queryFn: () => list<UnplacedReport>('/unplaced-reports') });

export const useAudit = (subject: string) =>
  useQuery({ queryKey: keys.audit(subject), queryFn: () => list<AuditLine>(`/audit?subject=${subject}`) });

/** Zones are many: the first screen takes the first 1,000 and says so when there are more. */
export const ZONES_SHOWN = 1000;
export const zonesQuery = { queryKey: keys.zones, queryFn: () => call<ZoneCollection>(`/zones?limit=${ZONES_SHOWN}`) };
export const useAllZones = () => useQuery({ ...zonesQuery, enabled: useOpen() });
export const zonesOfQuery = (commune: string) => ({ queryKey: keys.zonesOf(commune), queryFn: () => call<ZoneCollection>(`/zones?commune=${commune}&limit=${ZONES_SHOWN}`) });

/** The zones of who reads: of a commune's account those of its commune, unless it looks beyond; of others all. */
export function useZones(): UseQueryResult<ZoneCollection> {
  const session = useSession();
  const own = communeOf(session.data?.account);
  const beyond = useBeyond();
  const scoped = own !== null && !beyond;
  const open = useOpen();
  const all = useQuery({ ...zonesQuery, enabled: open && (session.data !== undefined || session.isError) && !scoped });
  const ofOwn = useQuery({ ...zonesOfQuery(own ?? ''), enabled: scoped });
  // Looking beyond without a network: what the device has is better than nothing.
  return scoped || (all.data === undefined && ofOwn.data !== undefined) ? ofOwn : all;
}

/** One zone in force, for those beyond what the first screen loads; null where it is no longer in force. */
export const useZone = (id: string, needed: boolean) =>
  useQuery({
    queryKey: keys.zone(id),
    enabled: needed,
    queryFn: async () => {
      try {
        return await call<ZoneFeature>(`/zones/${id}`);
      } catch (reason) {
        if (reason instanceof Problem && reason.status === 404) return null;
        throw reason;
      }
    },
  });

export const sheltersQuery = { queryKey: keys.shelters, staleTime: 5 * MINUTE, queryFn: () => list<Shelter>('/shelters?limit=500') };
export const sheltersOfQuery = (unit: string) => ({ queryKey: keys.sheltersOf(unit), staleTime: 5 * MINUTE, queryFn: () => list<Shelter>(`/shelters?unit=${unit}`) });
/** All of them; without a network those of the own commune, where they were brought along. */
export function useShelters(): UseQueryResult<Shelter[]> {
  const all = useQuery({ ...sheltersQuery, enabled: useOpen() });
  const own = useQuery({ ...sheltersOfQuery(useHeldCommune()), enabled: false });
  return all.data === undefined && own.data !== undefined ? own : all;
}

export const communesQuery = { queryKey: keys.communes, staleTime: 60 * MINUTE, queryFn: () => call<CommuneCollection>('/admin-units?format=geojson') };
/** Every outline; without a network those around the own commune, where they were brought along. */
export function useCommunes(needed = true): UseQueryResult<CommuneCollection> {
  const all = useQuery({ ...communesQuery, enabled: needed });
  const around = useQuery({ ...communesAroundQuery(useHeldCommune()), enabled: false });
  return needed && all.data === undefined && around.data !== undefined ? around : all;
}

interface OutlineRead { geometry: GeoJSON.Geometry | null; properties: Omit<CommuneCollection['features'][number]['properties'], 'lon' | 'lat'> }
/** Half the width of what is drawn around a commune, in degrees: itself and its neighbours. */
const AROUND = 0.2;
/** The outlines of a commune and of those around it; an answer without any is an error, so that another way is tried. */
export const communesAroundQuery = (commune: string) => ({
  queryKey: keys.communesAround(commune), staleTime: 60 * MINUTE,
  queryFn: async (): Promise<CommuneCollection> => {
    const { lon, lat } = await call<{ lon: number | null; lat: number | null }>(`/admin-units/${commune}`);
    const box = lon === null || lat === null ? null : [lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND].map((edge) => edge.toFixed(3)).join();
    const found = box === null ? null : await optional<{ features?: OutlineRead[] }>(`/ogc/collections/admin-units/items?bbox=${box}&limit=100&f=json`);
    const features = (found?.features ?? []).map(({ geometry, properties }) => ({ type: 'Feature' as const, geometry, properties: { ...properties, lon: null, lat: null } }));
    if (!features.some((feature) => feature.properties.code === commune)) throw new Error('no outlines');
    return { type: 'FeatureCollection', features };
  },
});

/** Null where the program is not a demonstration: `/demo` then does not exist. */
export const useDemo = (demonstration: boolean) =>
  useQuery({
    queryKey: keys.demo,
    enabled: demonstration,
    queryFn: async () => {
      try {
        return await call<Demo>('/demo');
      } catch (reason) {
        if (reason instanceof Problem && [401, 403, 404].includes(reason.status)) return null;
        throw reason;
      }
    },
  });

/** Every source with its health; silence grows without an event, so this one is asked again each minute. */
export const useEverySource = () =>
  useQuery({ queryKey: keys.sources, enabled: useOpen(), refetchInterval: MINUTE, queryFn: () => list<AlertSource>('/alert-sources') });

/** Where no source is heard; like silence itself it comes without an event. An older server does not tell. */
export const useSilence = () =>
  useQuery({ queryKey: keys.silence, enabled: useOpen(), refetchInterval: MINUTE, retry: false, queryFn: () => call<SourceSilence>('/alert-sources/silence?limit=1000') });

/** Those that are asked: a source that is switched off is no news to anybody. */
export function useSources(): { sources: AlertSource[]; known: boolean } {
  const all = useEverySource();
  return { sources: (all.data ?? []).filter((source) => source.enabled), known: all.data !== undefined };
}

/** The moment the oldest of these answers was received: the age of what the screen shows. */
export function dataAge(...results: Pick<UseQueryResult, 'dataUpdatedAt'>[]): Date | null {
  const times = results.map((r) => r.dataUpdatedAt).filter((t) => t > 0);
  return times.length === 0 ? null : new Date(Math.min(...times));
}
