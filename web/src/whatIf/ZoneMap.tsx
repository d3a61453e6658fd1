import '../plans/zones/zones.css';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { ZoneFeature } from '../api/types';
import type { Shown } from '../drawing/DrawMap';
import type { Rings } from '../drawing/rings';
import { snapTo } from '../drawing/snap';
import type { Pen, Tool } from '../drawing/usePen';
import { useWords } from '../i18n';
import { useDark } from '../map/useDark';
import { Tools } from '../plans/zones/Tools';
import { begin, redo, step, undo, type History } from '../shared/grid/history';
import { NO_RINGS, toggled, type Draft } from './question';

const DrawMap = lazy(() => import('../drawing/DrawMap'));
const NOTHING: never[] = [];
const nothing = () => {};

interface Props { draft: Draft; set: (part: Partial<Draft>) => void; zones: ZoneFeature[]; counted: readonly string[] }

/** The zones of the hazard: pressed to choose, or drawn over. */
export function ZoneMap({ draft, set, zones, counted }: Props) {
  const { t } = useWords();
  const dark = useDark();
  const pen = useRef<Pen | null>(null);
  const [tools, setTools] = useState<HTMLElement | null>(null);
  const drawing = draft.way === 'area';
  const rings = drawing ? draft.rings : NO_RINGS;
  const [tool, setTool] = useState<Tool>('draw');
  const [history, setHistory] = useState<History<Rings>>(() => begin(draft.rings));
  const inHand: Tool = !drawing ? 'look' : rings.length === 0 && tool !== 'look' ? 'draw' : tool;
  const drawn = useRef(rings.length);
  useEffect(() => {
    // What was begun is gone on with at its corners.
    if (rings.length > drawn.current && tool === 'draw') setTool('edit');
    drawn.current = rings.length;
  }, [rings, tool]);
  const onRings = (next: Rings) => { setHistory(step({ ...history, present: rings }, next)); set({ rings: next }); };
  const wind = (to: (history: History<Rings>) => History<Rings>) => {
    if (to === undo && pen.current?.undoCorner()) return;
    const next = to({ ...history, present: rings });
    setHistory(next);
    if (next.present !== rings) set({ rings: next.present });
  };
  // Pressing a zone where all of the level are asked for begins a choice of one's own from them.
  const onChoose = (code: string) => { if (!drawing) set({ way: 'zones', zones: toggled(draft.way === 'zones' ? draft.zones : counted, code) }); };
  const shown = useMemo(() => zones.map(({ geometry, properties: { code } }): Shown => ({ code, area: geometry, look: counted.includes(code) ? (draft.way === 'zones' ? 'chosen' : 'own') : 'beside' })), [zones, counted, draft.way]);
  const held = useMemo(() => snapTo(zones.map((zone) => zone.geometry)), [zones]);
  const lookAt = useMemo(() => ({ key: 'all', areas: zones.map((zone) => zone.geometry) }), [zones]);
  return (
    <div className="wi-map mappane" role="group" aria-label={t('whatIf.map')}>
      <Suspense fallback={<p className="pad mut">{t('map.loading')}</p>}>
        <DrawMap key={String(dark)} shown={shown} laid={NOTHING} marked={NOTHING} tool={inHand} rings={rings} snapTo={held} penRef={pen} onRings={onRings} onLine={nothing} onChoose={onChoose} lookAt={lookAt} />
      </Suspense>
      <div ref={setTools} className="zdesk-tools" />
      {drawing && <Tools at={tools} tools={['draw', 'edit', 'erase']} tool={inHand} onTool={setTool} undo={{ may: history.past.length > 0, act: () => wind(undo) }} redo={{ may: history.future.length > 0, act: () => wind(redo) }} />}
    </div>
  );
}
