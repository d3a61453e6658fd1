import { MapPinPlus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { cornersFrom, textOf } from '../../drawing/coordinates';
import { ringsOf, type Ring, type Rings } from '../../drawing/rings';
import { useWords } from '../../i18n';
import { areaFromText } from '../editor/parts/area';

type Open = { at: number } | { add: Ring['role'] } | null;

/** The rings in figures: each can be read, typed, pasted or taken away, so that nothing needs a pointer. */
export function RingList({ rings, onRings }: { rings: Rings; onRings: (rings: Rings) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const names = ringNames(rings);
  const name = (i: number) => { const [role, n] = names[i] ?? ['outer', i + 1]; return t(`draw.rings.${role}`, { n }); };
  const put = (corners: Ring['corners']) => {
    if (open && 'at' in open) onRings(rings.map((ring, i) => (i === open.at ? { ...ring, corners } : ring)));
    else if (open) onRings([...rings, { role: open.add, corners }]);
    setOpen(null);
  };
  return (
    <details className="fold ringlist" open={rings.length === 0}>
      <summary>{t('draw.rings.title')}</summary>
      <ul>
        {rings.map((ring, i) => (
          <li key={i}>
            <span className="grow">{name(i)} <small className="mut">{t('draw.rings.corners', { count: ring.corners.length })}</small></span>
            <button type="button" className="btn s" aria-expanded={open !== null && 'at' in open && open.at === i} onClick={() => setOpen(open && 'at' in open && open.at === i ? null : { at: i })}>{t('draw.rings.list')}</button>
            <button type="button" className="icb" aria-label={t('draw.rings.remove', { name: name(i) })} onClick={() => { setOpen(null); onRings(rings.filter((_, k) => k !== i)); }}><Trash2 aria-hidden className="i sm" /></button>
            {open && 'at' in open && open.at === i && <Typed key={i} text={textOf(ring.corners)} onCorners={put} onArea={(whole) => { onRings(whole); setOpen(null); }} />}
          </li>
        ))}
      </ul>
      <div className="row wrap">
        <button type="button" className="btn s" onClick={() => setOpen({ add: 'outer' })} data-act="type-ring"><MapPinPlus aria-hidden className="i sm" />{t('draw.rings.addOuter')}</button>
        {rings.length > 0 && <button type="button" className="btn s" onClick={() => setOpen({ add: 'hole' })}><MapPinPlus aria-hidden className="i sm" />{t('draw.rings.addHole')}</button>}
      </div>
      {open && 'add' in open && <Typed key={open.add} text="" onCorners={put} onArea={(whole) => { onRings(whole); setOpen(null); }} />}
    </details>
  );
}

function Typed({ text, onCorners, onArea }: { text: string; onCorners: (corners: Ring['corners']) => void; onArea: (rings: Rings) => void }) {
  const { t } = useWords();
  const id = useId();
  const [value, setValue] = useState(text);
  const [fault, setFault] = useState<string | null>(null);
  const apply = () => {
    const area = value.trim().startsWith('{') ? areaFromText(value) : null;
    if (area) return onArea(ringsOf(area));
    const found = cornersFrom(value);
    if ('corners' in found) onCorners(found.corners);
    else setFault(found.fault === 'few' ? t('draw.rings.few') : t('draw.rings.badLine', { line: found.line, text: found.text }));
  };
  return (
    <div className={fault ? 'fld err typed' : 'fld typed'}>
      <label htmlFor={id}>{t('draw.rings.list')}</label>
      <p className="hint" id={`${id}-hint`}>{t('draw.rings.hint')} {t('draw.rings.pasted')}</p>
      {fault && <p className="errmsg" role="alert">{fault}</p>}
      <textarea id={id} className="inp mono" rows={6} spellCheck={false} aria-describedby={`${id}-hint`} value={value} onChange={(event) => { setValue(event.target.value); setFault(null); }} />
      <button type="button" className="btn s" onClick={apply} data-act="apply-corners">{t('draw.rings.apply')}</button>
    </div>
  );
}

/** Parts and holes are counted apart, as one speaks of them. */
function ringNames(rings: Rings): [Ring['role'], number][] {
  const count = { outer: 0, hole: 0 };
  return rings.map(({ role }) => [role, (count[role] += 1)]);
}
