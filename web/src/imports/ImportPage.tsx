import '../i18n/planning';
import '../i18n/mapwork';
import './imports.css';
import { ArrowLeft, ArrowRight, Check, LoaderCircle } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { useSearchParams } from 'wouter';
import { Gate } from '../accounts/Gate';
import { keys } from '../api/keys';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Failure } from '../shared/Failure';
import { planKeys } from '../plans/planQueries';
import { ask, draftIn, write } from './importActs';
import { ColumnsStep } from './ColumnsStep';
import { ConfirmStep } from './ConfirmStep';
import { FileStep } from './FileStep';
import { PlaceStep } from './PlaceStep';
import { ResultStep } from './ResultStep';
import { RowsStep } from './RowsStep';
import { KINDS, type ImportKind } from './types';
import { after, backOf, begin, mayGo, nextOf, questionsAt, stepsOf, writes, type Event, type Wizard } from './wizard';

export interface StepProps { state: Wizard; send: (event: Event) => void; /** Asks the server anew what would happen. */ again: (change: Event) => void }

/** A map file on its way in: chosen, placed, read column by column, judged row by row, confirmed, written. */
export default function ImportPage() {
  const { t } = useWords();
  const client = useQueryClient();
  const [query] = useSearchParams();
  const [state, send] = useReducer(after, null, () => {
    const [kind, plan] = [query.get('kind'), query.get('plan')];
    return begin({ kind: KINDS.includes(kind as ImportKind) ? (kind as ImportKind) : 'zones', into: plan ? { plan } : null });
  });
  const bytes = useRef<Blob | null>(null);
  const top = useRef<HTMLHeadingElement>(null);

  // Whenever what is asked changes, the answer is asked for again; an older answer is dropped by its number.
  const run = useCallback(async (from: Wizard) => {
    if (!bytes.current || !from.file) return;
    send({ do: 'ask' });
    const asked = from.asked + 1;
    try {
      send({ do: 'drafted', asked, draft: await ask(from, bytes.current) });
    } catch (error) {
      send({ do: 'failed', asked, error });
    }
  }, []);
  const again = useCallback((event: Event) => { send(event); void run(after(state, event)); }, [state, run]);
  const choose = useCallback((name: string, file: Blob) => { bytes.current = file; again({ do: 'file', name, bytes: file.size }); }, [again]);
  const finish = async () => {
    if (!bytes.current) return;
    send({ do: 'ask' });
    const asked = state.asked + 1;
    try {
      send({ do: 'written', result: await write(state, bytes.current) });
      for (const key of [keys.zones, keys.shelters, keys.communes, planKeys.all, keys.units]) void client.invalidateQueries({ queryKey: key });
    } catch (error) {
      const draft = draftIn(error);
      send({ do: 'failed', asked, error });
      if (draft) send({ do: 'drafted', asked, draft });
    }
  };
  useEffect(() => { top.current?.focus({ preventScroll: true }); document.getElementById('main')?.scrollTo({ top: 0 }); }, [state.step]);

  const props: StepProps = { state, send, again };
  const next = nextOf(state);
  const back = backOf(state);
  const open = questionsAt(state.draft, state.step).length;
  return (
    <Office title={t('importing.title')} lead={t('importing.lead')}>
      <Gate>
        <Steps state={state} onGo={(step) => send({ do: 'go', step })} />
        <section className="wiz" aria-labelledby="wiz-title">
          <h3 id="wiz-title" ref={top} tabIndex={-1}>{t(`importing.step.${state.step}.title`)}</h3>
          <p className="mut">{t(`importing.step.${state.step}.lead`)}</p>
          {state.error !== null && <Failure error={state.error} saving={state.step === 'confirm'} />}
          {state.step === 'file' && <FileStep {...props} onFile={choose} />}
          {state.step === 'place' && <PlaceStep {...props} />}
          {state.step === 'columns' && <ColumnsStep {...props} />}
          {state.step === 'rows' && <RowsStep {...props} />}
          {state.step === 'confirm' && <ConfirmStep {...props} onAct={() => void finish()} />}
          {state.step === 'result' && <ResultStep {...props} />}
        </section>
        {state.step !== 'result' && (
          <footer className="wiz-x">
            {back && <button type="button" className="btn" onClick={() => send({ do: 'go', step: back })}><ArrowLeft aria-hidden className="i" />{t('back')}</button>}
            <p className="sm grow" role="status">
              {state.busy ? <span className="behind"><LoaderCircle aria-hidden size={14} />{t(state.step === 'confirm' ? 'importing.writing' : 'importing.reading')}</span>
                : open > 0 ? <b className="danger">{t('importing.open', { count: open })}</b>
                : state.step === 'rows' && writes(state) === 0 ? <b className="danger">{t('importing.nothingToWrite')}</b>
                : state.step === 'rows' && state.settings.kind === 'zones' && state.settings.into === null ? <b className="danger">{t('importing.intoNeeded')}</b>
                : <span className="mut">{t('importing.nothingWritten')}</span>}
            </p>
            {next && next !== 'result' && <button type="button" className="btn pri" disabled={!mayGo(state, next)} onClick={() => send({ do: 'go', step: next })} data-act="next">{t('importing.next', { step: t(`importing.step.${next}.name`) })}<ArrowRight aria-hidden className="i" /></button>}
          </footer>
        )}
      </Gate>
    </Office>
  );
}

function Steps({ state, onGo }: { state: Wizard; onGo: (step: Wizard['step']) => void }) {
  const { t } = useWords();
  const steps = stepsOf(state);
  const at = steps.indexOf(state.step);
  return (
    <nav aria-label={t('importing.steps')}>
      <ol className="wiz-steps">
        {steps.map((step, i) => (
          <li key={step} className={i < at ? 'done' : undefined} aria-current={i === at ? 'step' : undefined}>
            <button type="button" disabled={i === at || !mayGo(state, step)} onClick={() => onGo(step)}>
              <b className="wiz-n">{i < at ? <Check aria-hidden size={14} /> : i + 1}</b><span className="wiz-name">{t(`importing.step.${step}.name`)}</span>
              {questionsAt(state.draft, step).length > 0 && <span className="tag unk">{t('importing.ask')}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
