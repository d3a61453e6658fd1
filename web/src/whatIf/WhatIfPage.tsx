import '../i18n/findings';
import '../i18n/mapwork';
import './whatIf.css';
import { Link2, Map as MapIcon, Printer } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { Gate } from '../accounts/Gate';
import { Office } from '../app/Office';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { useUnits } from '../plans/planQueries';
import { within } from '../plans/reach';
import { CopyOnce } from '../shared/CopyOnce';
import { Dialog } from '../shared/Dialog';
import { Waiting } from '../shared/Failure';
import { useDesktop } from '../shared/media';
import { Answer } from './Answer';
import { PaperQuestion } from './PaperQuestion';
import { Question } from './Question';
import { addressOf, draftFrom, lacks, offered, questionOf, type Draft } from './question';
import { useAnswer, useZonesOfHazard } from './whatIfQueries';
import { ZoneMap } from './ZoneMap';

const PATH = '/gia-dinh-tinh-huong';
const NO_ZONES: never[] = [];

/** “What if this hazard reached this level here?” – the question on the left, all of the answer on the right. */
export default function WhatIfPage() {
  const { t } = useWords();
  const [draft, set] = useDraft();
  const [linking, setLinking] = useState(false);
  const units = useUnits().data ?? NO_ZONES;
  const read = useZonesOfHazard(draft.hazard);
  const all = read.data ?? NO_ZONES;
  const zones = useMemo(() => {
    const own = new Set(offered(all.map((zone) => zone.properties), draft.hazard, (zone) => draft.unit === '' || within(units, zone.commune_code, draft.unit)).map((zone) => zone.id));
    return all.filter((zone) => own.has(zone.properties.id));
  }, [all, units, draft.hazard, draft.unit]);
  const { account, may } = useSignedIn();
  const refused = draft.way === 'area' && account !== null && !may('read_households');
  const whole = useMemo(() => questionOf(draft), [draft]);
  const question = account === null || refused ? null : whole;
  const answer = useAnswer(question);
  const missing = lacks(draft);
  const counted = useMemo(() => {
    if (draft.way === 'zones') return [...draft.zones];
    if (draft.way === 'level') return zones.filter((zone) => draft.level !== '' && zone.properties.evacuate_from_level.value <= Number(draft.level)).map((zone) => zone.properties.code);
    return question && answer.data && !answer.isPlaceholderData ? answer.data.zones.map((zone) => zone.code) : [];
  }, [draft, zones, question, answer.data, answer.isPlaceholderData]);
  return (
    <Office
      title={t('whatIf.title')} lead={t('whatIf.lead')} crumbs={[{ href: '/phat-hien', name: t('findings.title') }]}
      act={whole && (
        <span className="fndacts noprint">
          <button type="button" className="btn" onClick={() => setLinking(true)} data-act="link"><Link2 aria-hidden className="i" />{t('whatIf.link')}</button>
          <button type="button" className="btn" onClick={() => print()} data-act="print"><Printer aria-hidden className="i" />{t('whatIf.print')}</button>
        </span>
      )}
    >
      <PaperQuestion draft={draft} zones={zones} at={answer.data?.at} />
      <div className="wi">
        <section className="wi-q noprint" aria-label={t('whatIf.question')}>
          <Question draft={draft} set={set} zones={zones} counted={counted} waiting={draft.hazard !== '' && !read.data ? <Waiting error={read.error} retry={() => void read.refetch()} /> : null} />
          {draft.hazard !== '' && read.data && <MapOrFold open={draft.way === 'area'}><ZoneMap key={`${draft.hazard} ${draft.unit}`} draft={draft} set={set} zones={zones} counted={counted} /></MapOrFold>}
        </section>
        <section className="wi-a" aria-label={t('whatIf.answer')} aria-busy={answer.isFetching}>
          {missing !== null ? <div className="emptybox"><p>{t(`whatIf.${missing}`)}</p></div>
            : !question ? <Gate>{refused && <div className="emptybox"><p>{t('whatIf.areaRight')}</p></div>}</Gate>
            : !answer.data ? <Waiting error={answer.error} retry={() => void answer.refetch()} />
            : <Answer answer={answer.data} behind={answer.isFetching} error={answer.error} retry={() => void answer.refetch()} />}
        </section>
      </div>
      {linking && (
        <Dialog title={t('whatIf.linkTitle')} onClose={() => setLinking(false)}>
          <div className="dlg-b"><p>{t('whatIf.linkLead')}</p><CopyOnce label={t('whatIf.linkField')} value={`${location.origin}${PATH}${addressOf(draft)}`} /></div>
        </Dialog>
      )}
    </Office>
  );
}

/** On a phone the answer goes before the map, which is loaded when it is wanted: to draw, it is. */
function MapOrFold({ open, children }: { open: boolean; children: ReactNode }) {
  const { t } = useWords();
  const desktop = useDesktop();
  const [shown, setShown] = useState(open);
  useEffect(() => { if (open) setShown(true); }, [open]);
  if (desktop) return children;
  return (
    <details className="wi-mapfold" open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary className="btn"><MapIcon aria-hidden className="i" />{t('whatIf.map')}</summary>
      {shown && children}
    </details>
  );
}

/** The question in hand. The address follows it; an address that comes from elsewhere is taken over. */
function useDraft(): [Draft, (part: Partial<Draft>) => void] {
  const [query] = useSearchParams();
  const [, go] = useLocation();
  const [draft, setDraft] = useState(() => draftFrom(query));
  const written = useRef(addressOf(draft));
  const now = useRef(draft);
  now.current = draft;
  const set = useCallback((part: Partial<Draft>) => {
    const next = { ...now.current, ...part };
    now.current = next;
    written.current = addressOf(next);
    setDraft(next);
    go(`${PATH}${written.current}`, { replace: true });
  }, [go]);
  useEffect(() => {
    const asked = draftFrom(query);
    if (addressOf(asked) === written.current) return;
    written.current = addressOf(asked);
    setDraft(asked);
  }, [query]);
  return [draft, set];
}
