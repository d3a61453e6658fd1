import { Component, lazy, Suspense, type ReactNode } from 'react';
import type { Selected } from '../app/WorkList';
import { useDark } from '../app/theme';
import { useWords } from '../i18n';
import { DayPicker } from '../past/DayPicker';
import { usePastDay } from '../past/usePastDay';
import { Legend } from './Legend';

// The map is most of the program's weight; a phone in a village that only ticks tasks never loads it.
const MapView = lazy(() => import('./MapView'));

export function MapPane({ selected }: { selected: Selected }) {
  const { t, lang } = useWords();
  const dark = useDark();
  const past = usePastDay() !== null;
  return (
    <section className={past ? 'mappane ispast' : 'mappane'} aria-label={t('map.label')}>
      <NoMap words={t('map.failed')}>
        <Suspense fallback={<p className="pad mut">{t('map.loading')}</p>}>
          <MapView key={`${dark} ${lang}`} selected={selected} />
        </Suspense>
        <DayPicker />
        <Legend past={past} />
      </NoMap>
    </section>
  );
}

/** Old machines have no WebGL: the map says so and the rest of the page goes on. */
class NoMap extends Component<{ words: string; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() { return { failed: true }; }
  override render() { return this.state.failed ? <p className="pad mut">{this.props.words}</p> : this.props.children; }
}
