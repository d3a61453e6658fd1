import { CircleHelp, History, MapPinOff, RadioTower, RotateCw, TriangleAlert, WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { NoAnswer } from '../api/problem';
import { useWords, type Words } from '../i18n';
import { Banner } from '../shared/Banner';
import { now, useNow } from '../shared/clock';
import { Failure } from '../shared/Failure';
import { clock, duration, moment } from '../shared/format';
import { urgencyOf } from '../zones/states';
import { far } from './distance';
import type { Kept } from './kept';
import { coordinates, type Question } from './question';
import { Outward } from './Outward';
import type { LookupAnswer, LookupZone } from './types';
import { useAnswer } from './useAnswer';
import { Phones, ZoneAnswer } from './ZoneAnswer';

/** Beyond this the answer may be that of the next slope. */
const COARSE_M = 150;
const RESCUE = ['112', '113', '114', '115'];

/** “UBND xã Măng Đen”: the kind of unit is small inside a sentence. */
const inSentence = (name: string) => name.replace(/^(Xã|Phường|Đặc khu|Thị trấn)(?= )/, (kind) => kind.toLowerCase());

export function Answer({ question }: { question: Question }) {
  const { t } = useWords();
  const { kept, old, asking, error, retry } = useAnswer(question);
  if (!kept) {
    return (
      <section className="answer">
        {asking ? <p className="verdict asking" role="status">{t('lookup.asking')}</p>
          : error instanceof NoAnswer
            ? <div role="alert"><Banner tone="dan" icon={WifiOff}>{t('lookup.answer.offline', { time: clock(error.at) })}</Banner></div>
            : <Failure error={error} />}
        {!asking && <button type="button" className="btn xl pri noprint" onClick={retry}><RotateCw aria-hidden className="i" />{t('retry')}</button>}
      </section>
    );
  }
  return (
    <section className="answer" data-zones={kept.answer.zones.length} data-old={old}>
      {old && <Old kept={kept} asking={asking} retry={retry} />}
      <Told kept={kept} question={question} />
    </section>
  );
}

function Old({ kept, asking, retry }: { kept: Kept; asking: boolean; retry: () => void }) {
  const { t, lang } = useWords();
  const time = useNow(30_000);
  const words = { time: moment(kept.receivedAt, time), age: duration(time.getTime() - Date.parse(kept.receivedAt), lang) };
  return (
    <Banner tone="dan" icon={WifiOff} live action={!asking && <button type="button" className="btn noprint" onClick={retry}>{t('retry')}</button>}>
      <b>{t(asking ? 'lookup.answer.keptAsking' : 'lookup.answer.kept', words)}</b>
    </Banner>
  );
}

function Told({ kept, question }: { kept: Kept; question: Question }) {
  const words = useWords();
  const { t, lang, loc } = words;
  const { answer } = kept;
  const zones = [...answer.zones].sort(byUrgency);
  const verdict = verdictOf(question, answer, words);
  const heading = useRef<HTMLHeadingElement>(null);
  // The answer is what was asked for: the reader, and a screen reader, begin there.
  useEffect(() => heading.current?.focus({ preventScroll: false }), [kept.answer]);
  const Icon = verdict.kind === 'in' ? TriangleAlert : verdict.kind === 'outside' ? MapPinOff : CircleHelp;
  return (
    <>
      <header className={`verdict ${verdict.kind}`} data-verdict={verdict.kind}>
        <h2 ref={heading} tabIndex={-1}><Icon aria-hidden className="i" />{verdict.words}</h2>
        {question.kind === 'point' && answer.commune && <p className="where">{answer.commune.name}</p>}
        <PlaceLine question={question} />
        <p className="sm"><History aria-hidden className="i sm" />{t('lookup.answer.data', { time: moment(answer.checked_at, now()) })}</p>
      </header>
      {answer.no_data && <div data-nodata><Banner tone="dan" icon={RadioTower}><b>{loc(answer.no_data.sentence)}</b></Banner></div>}
      {question.kind === 'point' && (question.accuracyM ?? 0) > COARSE_M && (
        <Banner tone="warn" icon={TriangleAlert}>{t('lookup.point.coarse', { far: far(question.accuracyM ?? 0, lang) })}</Banner>
      )}
      {zones.map((zone) => <ZoneAnswer key={zone.id} zone={zone} answer={answer} from={question.kind === 'point' ? question : null} alone={zones.length === 1} />)}
      {zones.length === 0 && <NoZone kind={verdict.kind} answer={answer} />}
      {question.kind === 'place' && <p className="hint sec">{t('lookup.answer.placeHint')}</p>}
      <Outward question={question} what={verdict.words} />
    </>
  );
}

/** What asks most of people first; then the zone that is left at the lowest level. */
function byUrgency(a: LookupZone, b: LookupZone): number {
  const state = (zone: LookupZone) => urgencyOf(zone.state ?? 'normal');
  return state(a) - state(b) || (a.evacuate_from_level?.value ?? 0) - (b.evacuate_from_level?.value ?? 0) || a.code.localeCompare(b.code, 'vi');
}

type Verdict = 'in' | 'none' | 'outside';
function verdictOf(question: Question, answer: LookupAnswer, { t }: Words): { kind: Verdict; words: string } {
  const count = answer.zones.length;
  if (question.kind === 'place') {
    const name = [question.village, answer.commune?.name].filter(Boolean).join(', ') || t('lookup.answer.thatPlace');
    return count > 0 ? { kind: 'in', words: t('lookup.answer.placeIn', { count, name }) } : { kind: 'none', words: t('lookup.answer.placeNone', { name }) };
  }
  if (count > 0) return { kind: 'in', words: t('lookup.answer.in', { count }) };
  return answer.commune ? { kind: 'none', words: t('lookup.answer.none') } : { kind: 'outside', words: t('lookup.answer.outside') };
}

function PlaceLine({ question }: { question: Question }) {
  const { t, lang } = useWords();
  if (question.kind === 'place') return null;
  const accuracy = question.accuracyM ? ` (${t('lookup.point.accuracy', { far: far(question.accuracyM, lang) })})` : '';
  return <p className="sm">{t(`lookup.point.${question.origin ?? 'plain'}`)}: <span className="nw">{coordinates(question.lon, question.lat, lang)}</span>{accuracy}</p>;
}

function NoZone({ kind, answer }: { kind: Verdict; answer: LookupAnswer }) {
  const { t } = useWords();
  const others = (answer.call ?? []).filter(({ phone }) => !RESCUE.includes(phone ?? '')); // those stand at the head of the page
  return (
    <div className="zanswer">
      {kind === 'outside' && <p>{t('lookup.answer.outsideWhat')}</p>}
      <p><b>{t('lookup.answer.notSafe')}</b> {t('lookup.answer.signs')}</p>
      <h3>{t('lookup.answer.ask')}</h3>
      <p>{answer.commune ? t('lookup.answer.askCommune', { commune: inSentence(answer.commune.name) }) : t('lookup.answer.askAny')}</p>
      {others.length > 0 && <Phones contacts={others} />}
    </div>
  );
}
