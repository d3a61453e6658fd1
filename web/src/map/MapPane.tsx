import { Component, lazy, Suspense, type ReactNode } from 'react';
import type { Selected } from '../app/WorkList';
import { useDark } from '../app/theme';
import { useWords } from '../i18n';
import { DayPicker } from '../past/DayPicker';
import { usePastDay } from '../past/usePastDay';
import { Legend } from './Legend';

// The map is most of the program's weight; a phone in a village that only ticks tasks never loads it.
const MapView = lazy(() => import('./MapView'));

export function MapPane({ selected, bare = false }: { selected: Selected; /** The communes alone: no days that passed, no signs explained. */ bare?: boolean }) {
  const { t, lang } = useWords();
  const dark = useDark();
  const past = usePastDay() !== null;
  return (
    <section className={past ? 'mappane ispast' : 'mappane'} aria-label={t('map.label')}>
      <NoMap words={t('map.failed')} notHere={t('map.notHere')}>
        <Suspense fallback={<p className="pad mut">{t('map.loading')}</p>}>
          <MapView key={`${dark} ${lang}`} selected={selected} />
        </Suspense>
        {!bare && <DayPicker />}
        {!bare && <Legend past={past} />}
      </NoMap>
    </section>
  );
}

/** What browsers say where a part of the app cannot be fetched. */
const NOT_FETCHED = /dynamically imported module|importing a module|failed to fetch|preload CSS/i;

/** Old machines have no WebGL, or the map was never fetched: the map says which and the rest of the page goes on. */
class NoMap extends Component<{ words: string; notHere: string; children: ReactNode }, { failed: 'drawing' | 'fetching' | null }> {
  override state: { failed: 'drawing' | 'fetching' | null } = { failed: null };
  static getDerivedStateFromError(error: unknown): { failed: 'drawing' | 'fetching' } { return { failed: NOT_FETCHED.test(String(error)) ? 'fetching' : 'drawing' }; }
  override render() {
    const { failed } = this.state;
    return failed ? <p className="pad mut" data-no-map={failed}>{failed === 'fetching' ? this.props.notHere : this.props.words}</p> : this.props.children;
  }
}
