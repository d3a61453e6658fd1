import '../i18n/intake';
import '../i18n/lookup';
import { ChevronLeft, ChevronRight, Phone, Send, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IntakeTabs } from '../app/IntakeTabs';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { keepPage } from '../lookup/keepPage';
import { Banner } from '../shared/Banner';
import { now } from '../shared/clock';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { emptySign, faultsOf, signOf, STEPS, type SignDraft, type SignFault } from './draft';
import { uuid } from '../shared/uuid';
import { keepTold } from './outbox';
import { placeWords } from './place';
import { sendWaiting } from './send';
import { MoreStep, WhatStep } from './Steps';
import { ToldList } from './ToldList';
import { useOutbox } from './useOutbox';
import { WhereStep } from './WhereStep';
import './signs.css';

const PAGE = '/bao-dau-hieu';
const DRAFT_AS = 'ungpho.sign-draft';

/** Somebody saw something that comes before a disaster: what, where, and a few words. With or without a network. */
export default function SignPage() {
  const { t } = useWords();
  const outbox = useOutbox();
  const [told, setTold] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => void keepPage(PAGE), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Office title={t('signs.title')} lead={t('signs.lead')} tools={<IntakeTabs />} width="form">
      <Banner tone="dan" icon={TriangleAlert} action={<a href="tel:112" className="btn"><Phone aria-hidden className="i sm" />112</a>}><b>{t('signs.first')}</b></Banner>
      {told
        ? <button type="button" className="btn xl" onClick={() => setTold(null)} data-act="again">{t('signs.again')}</button>
        : <Telling onTold={(id) => { setTold(id); outbox.look(); }} />}
      <ToldList told={outbox.told} newest={told} />
    </Office>
  );
}

function Telling({ onTold }: { onTold: (id: string) => void }) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState<SignDraft>(keptDraft);
  const [at, setAt] = useState(0);
  const [faults, setFaults] = useState<SignFault[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = STEPS[at] ?? 'what';
  const change = (part: Partial<SignDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setFaults([]);
    keepDraft(next);
  };
  const move = (to: number) => {
    setFaults([]);
    setAt(to);
    scrollTo(0, 0);
    requestAnimationFrame(() => heading.current?.focus());
  };
  const go = () => {
    const found = faultsOf(step, draft, now());
    setFaults(found);
    if (found.length > 0) return;
    if (at < STEPS.length - 1) return move(at + 1);
    const id = uuid();
    keepTold({ sign: signOf(draft, id, now()), toldAt: now().toISOString(), place: placeWords(draft, lang), state: 'waiting' });
    keepDraft(null);
    onTold(id);
    void sendWaiting();
  };
  const errors = faults.map((fault) => ({ id: `sign-${fault}`, words: t(`signs.fault.${fault}`) }));
  const errorOf = (fault: SignFault) => (faults.includes(fault) ? t(`signs.fault.${fault}`) : null);
  const shared = { draft, change, errorOf };
  return (
    <form className="block signform" noValidate onSubmit={(event) => { event.preventDefault(); go(); }} data-step={step}>
      <div>
        <p className="eyebrow">{t('signs.step', { n: at + 1, of: STEPS.length })}</p>
        <h3 ref={heading} tabIndex={-1} className="done-h">{t(`signs.steps.${step}`)}</h3>
      </div>
      <ErrorSummary errors={errors} />
      {step === 'what' && <WhatStep {...shared} />}
      {step === 'where' && <WhereStep {...shared} />}
      {step === 'more' && <MoreStep {...shared} />}
      <div className="sign-x">
        {at > 0 && <button type="button" className="btn xl" onClick={() => move(at - 1)} data-act="back"><ChevronLeft aria-hidden className="i" />{t('back')}</button>}
        <button type="submit" className="btn xl pri" data-act="go">{at < STEPS.length - 1 ? <>{t('signs.go')}<ChevronRight aria-hidden className="i" /></> : <><Send aria-hidden className="i" />{t('signs.send')}</>}</button>
      </div>
    </form>
  );
}

function keptDraft(): SignDraft {
  try {
    return { ...emptySign, ...(JSON.parse(localStorage.getItem(DRAFT_AS) ?? '{}') as Partial<SignDraft>) };
  } catch {
    return emptySign;
  }
}
function keepDraft(draft: SignDraft | null): void {
  try {
    if (draft) localStorage.setItem(DRAFT_AS, JSON.stringify(draft));
    else localStorage.removeItem(DRAFT_AS);
  } catch {
    // Refused: it lives as long as the page.
  }
}
