import { PhoneOff } from 'lucide-react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { linesQuery, NO_FILTERS } from '../resources/resourceQueries';
import { Banner } from '../shared/Banner';
import { useQuery } from '@tanstack/react-query';
import type { Resource } from '../resources/types';

/** More numbers than this are not dialled by anybody in a hurry. */
const NUMBERS = 4;

/**
 * An order that cannot reach the server is not kept for later: it would bind people who never heard it, from an hour at
 * which nobody gave it. Said instead: by telephone now, and here when there is a network. What is seen on the ground can
 * be told by short codes.
 */
export function Unheard({ commune }: { commune: string }) {
  const { t } = useWords();
  const { queryKey } = linesQuery('contacts', { ...NO_FILTERS, unit: commune });
  // Only what the device has: there is nobody to ask now.
  const held = useQuery<{ pages: { items: Resource[] }[] }>({ queryKey, enabled: false, queryFn: () => Promise.reject(new Error('not asked')) }).data;
  const people = (held?.pages.flatMap((page) => page.items) ?? []).filter((line) => line.entry.phone).slice(0, NUMBERS);
  return (
    <div data-unheard>
      <Banner tone="dan" icon={PhoneOff}>
        <b>{t('moves.zone.unheard.title')}</b> {t('moves.zone.unheard.how')}
        {people.length > 0 && (
          <ul className="unheard">
            {people.map(({ id, entry }) => <li key={id}><a className="btn" href={`tel:${entry.phone.replace(/\s/g, '')}`}>{entry.phone}</a> {entry.name}{entry.details.position && <small> · {entry.details.position}</small>}</li>)}
          </ul>
        )}
        {people.length === 0 && <p>{t('moves.zone.unheard.nobody')}</p>}
        <p><Link href="/ma-ngan">{t('moves.zone.unheard.codes')}</Link></p>
      </Banner>
    </div>
  );
}
