// The public look-up as the server sends it. Whatever an older server leaves out is optional here, and the page then
// says less instead of failing.
import type { L, Level, ZoneState } from '../api/types';

export interface LookupDestination {
  code: string; name: string; kind?: string | null; capacity?: number | null;
  lon?: number | null; lat?: number | null; keeper_phone?: string | null; phone?: string | null;
}
/** Whom to call: a role by its code or in words, a person where one is named, a number. */
export interface Contact { role?: L | string | null; role_name?: L | null; name?: string | null; phone?: string | null }
export interface LookupZone {
  id: string; code: string; hazard: string; hazard_name?: L | null; name: string; village?: string | null;
  commune_code: string; commune_name?: string | null; evacuate_from_level?: Level | null; status?: string;
  /** Where the zone stands at present, where the server tells. */
  state?: ZoneState | null;
  plan?: { id?: string; code?: string; title?: string; number?: string | null; date?: string | null } | null;
  destinations?: LookupDestination[]; route?: string | null; call?: Contact[]; people_bring?: L[]; demonstration?: boolean;
}
export interface LookupAnswer {
  zones: LookupZone[];
  commune?: { code: string; name: string; boundary?: string } | null;
  checked_at: string;
  /** Where no source of alerts is heard for the place: the sentence to tell. */
  no_data?: { last_heard_at: string | null; sentence: L } | null;
  people_bring?: L[]; call?: Contact[];
}
export interface Place {
  kind: 'commune' | 'village' | 'former_commune'; code: string; name: string; commune_name?: string | null;
  lon?: number | null; lat?: number | null; zones?: number | null;
}
