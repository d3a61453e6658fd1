import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { Problem } from '../api/problem';
import { useWords } from '../i18n';
import type { Question } from './question';
import type { Place } from './types';
import { within } from './useAnswer';

/** Shorter than this names half the province. */
const LEAST = 2;
const PAUSE_MS = 220;

/** Communes and villages as one types; the server folds tone marks and đ. */
export function PlaceSearch({ onAsk }: { onAsk: (question: Question) => void }) {
  const { t } = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [here, setHere] = useState(-1);
  const wanted = usePaused(text.trim());
  const asked = wanted.length >= LEAST;
  const found = useQuery({
    queryKey: ['lookup', 'places', wanted.toLowerCase()],
    enabled: asked,
    staleTime: 5 * 60_000,
    networkMode: 'always',
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await within<{ items: Place[] }>(`/lookup/places?${new URLSearchParams({ q: wanted })}`, signal)).items,
  });
  const places = asked && !found.error ? (found.data ?? []) : [];
  const open = places.length > 0;

  const choose = (place: Place | undefined) => {
    if (!place) return;
    onAsk(place.kind === 'village' ? { kind: 'place', commune: place.code, village: place.name } : { kind: 'place', commune: place.code });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setHere((at) => (open ? (at + step + places.length) % places.length : -1));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(places[Math.max(0, here)]);
    } else if (event.key === 'Escape') {
      setText('');
    }
  };

  return (
    <div className="placesearch">
      <label htmlFor={id}>{t('lookup.name.label')}</label>
      <p className="hint" id={`${id}-hint`}>{t('lookup.name.hint')}</p>
      <div className="filterbox">
        <Search aria-hidden className="i" />
        <input
          id={id}
          className="inp"
          type="search"
          role="combobox"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-describedby={`${id}-hint`}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && here >= 0 ? `${id}-${here}` : undefined}
          value={text}
          onChange={(event) => { setText(event.target.value); setHere(-1); }}
          onKeyDown={onKey}
          data-act="name"
        />
      </div>
      <p className={open ? 'vh' : 'sm'} role="status">{words()}</p>
      <ul id={`${id}-list`} role="listbox" aria-label={t('lookup.name.label')} className="places">
        {places.map((place, i) => (
          <li key={`${place.kind} ${place.code} ${place.name}`} id={`${id}-${i}`} role="option" aria-selected={i === here} onClick={() => choose(place)} data-place={place.kind}>
            <span className="grow">
              <b>{place.name}</b>
              <small>{kindOf(place)}</small>
            </span>
            {typeof place.zones === 'number' && <span className={place.zones > 0 ? 'tag chg' : 'tag'}>{place.zones > 0 ? t('lookup.name.zones', { count: place.zones }) : t('lookup.name.noZones')}</span>}
          </li>
        ))}
      </ul>
    </div>
  );

  function kindOf({ kind, commune_name: now }: Place): string {
    if (kind === 'village') return [t('lookup.name.village'), now].filter(Boolean).join(', ');
    return kind === 'former_commune' ? t('lookup.name.former', { name: now ?? '' }) : t('lookup.name.commune');
  }

  function words(): string {
    if (!asked) return '';
    if (found.error) return t(found.error instanceof Problem && found.error.status === 404 ? 'lookup.name.unsupported' : 'lookup.name.failed');
    if (!found.data || found.isPlaceholderData) return found.data ? '' : t('loading');
    return open ? t('lookup.name.found', { count: places.length }) : t('lookup.name.none', { text: wanted });
  }
}

/** A text once typing pauses: each letter is not a question. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
