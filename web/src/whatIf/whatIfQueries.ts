// What the what-if reads: zones to choose from, and the answer.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { askWhatIf, type WhatIfQuestion } from '../api/findings';
import { call } from '../api/client';
import { keys } from '../api/keys';
import type { ZoneCollection, ZoneFeature } from '../api/types';

const PAGE = 1000;
const MOST_PAGES = 10;

/** The zones in force of one hazard, of the whole country. */
export const useZonesOfHazard = (hazard: string) =>
  useQuery({
    queryKey: [...keys.zones, 'of-hazard', hazard], enabled: hazard !== '', staleTime: 300_000,
    queryFn: async () => {
      const found: ZoneFeature[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer: ZoneCollection = await call<ZoneCollection>(`/zones?hazard=${encodeURIComponent(hazard)}&limit=${PAGE}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
        found.push(...answer.features);
        cursor = answer.next;
        if (cursor === null) break;
      }
      return found;
    },
  });

/** The last answer stays in view while the next is on its way. */
export const useAnswer = (question: WhatIfQuestion | null) =>
  useQuery({
    queryKey: [...keys.findings, 'what-if', question], enabled: question !== null, staleTime: 30_000, gcTime: 120_000, placeholderData: keepPreviousData,
    queryFn: () => askWhatIf(question as WhatIfQuestion),
  });
