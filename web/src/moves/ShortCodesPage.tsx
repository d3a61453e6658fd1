import { CircleCheck, CircleHelp, CircleX, Radio } from 'lucide-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../api/keys';
import { useActivations } from '../api/queries';
import { Office } from '../app/Office';
import { useAskToSignIn } from '../app/session/SignInProvider';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Failure, failureWords } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Select } from '../shared/form/Select';
import { Tag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { takeShortCodes } from './acts';
import { mayReportIn } from './rights';
import { fateOf, LETTERS, MOST_LETTERS } from './shortCodes';
import type { ShortCodeLine } from './types';

const PAUSE_MS = 350;

/** What came by SMS or over the radio, read line by line as it is typed, and taken in when it is understood. */
export default function ShortCodesPage() {
  const { t } = useWords();
  const { account, may } = useSignedIn();
  const ask = useAskToSignIn();
  const client = useQueryClient();
  const say = useToast();
  const [message, setMessage] = useState('');
  const [from, setFrom] = useState('');
  const [chosen, setChosen] = useState('');
  const [taken, setTaken] = useState<ShortCodeLine[] | null>(null);
  const [busy, setBusy] = useState(false);
  const activations = useActivations().data ?? [];
  const communes = [...new Map(activations.filter((each) => each.status === 'active' && (account === null || mayReportIn(account, each.plan.commune_code))).map((each) => [each.plan.commune_code, each.plan.commune_name])).entries()];
  const own = account?.unit_code?.length === 5 ? account.unit_code : '';
  const commune = chosen || own || communes[0]?.[0] || '';
  const settled = useSettled(message);
  const allowed = may('tick_task');
  const dryRun = useQuery({
    queryKey: ['short-codes', commune, settled], enabled: allowed && commune !== '' && settled.trim() !== '' && taken === null, staleTime: 0, gcTime: 60_000,
    queryFn: () => takeShortCodes({ message: settled, commune_code: commune, dry_run: true }), placeholderData: (before) => before,
  });
  const lines = taken ?? (settled.trim() === '' ? [] : (dryRun.data ?? []));
  const good = lines.filter((line) => fateOf(line) !== 'unread').length;
  const current = settled === message;
  const take = async () => {
    setBusy(true);
    try {
      const answers = await takeShortCodes({ message, commune_code: commune, dry_run: false, ...(from.trim() && { from: from.trim() }) });
      setTaken(answers);
      void client.invalidateQueries({ queryKey: keys.moves });
      say({ tone: 'done', text: t('board.codes.done', { count: answers.filter((line) => line.taken).length }) });
    } catch (reason) {
      say({ tone: 'fault', text: failureWords(reason, t, true) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Office title={t('board.codes.title')} lead={t('board.codes.lead')} crumbs={[{ href: '/dot-thien-tai', name: t('board.events') }]}>
      <div className="codes">
        <section className="block">
          {!allowed && <Banner tone="info" icon={Radio} action={<button type="button" className="btn" onClick={() => ask('tick_task')}>{t('app.session.signIn')}</button>}>{t('board.codes.signIn')}</Banner>}
          {communes.length === 0 && <Banner tone="warn" icon={CircleHelp}>{t('board.codes.noMove')}</Banner>}
          {communes.length > 1 && <Select label={t('board.codes.commune')} value={commune} onChange={(event) => { setChosen(event.target.value); setTaken(null); }} options={communes.map(([value, name]) => ({ value, name }))} />}
          <Field multiline label={t('board.codes.message')} hint={t('board.codes.messageHint')} rows={5} maxLength={MOST_LETTERS} value={message} onChange={(event) => { setMessage(event.target.value); setTaken(null); }} spellCheck={false} autoCapitalize="characters" autoComplete="off" name="message" />
          <Field label={`${t('board.codes.from')} (${t('optional')})`} hint={t('board.codes.fromHint')} maxLength={100} value={from} onChange={(event) => setFrom(event.target.value)} name="from" />
          {dryRun.error !== null && taken === null && <Failure error={dryRun.error} />}
          <ol className="codelines" aria-live="polite" data-lines={lines.length} data-taken={taken !== null}>{lines.map((line, i) => <Line key={`${i} ${line.line}`} line={line} />)}</ol>
          <div className="acts-row">
            {taken === null
              ? <button type="button" className="btn pri xl" disabled={!allowed || busy || good === 0 || !current} onClick={() => void take()} data-act="take">{t('board.codes.take', { count: good })}</button>
              : <button type="button" className="btn pri xl" onClick={() => { setMessage(''); setTaken(null); }} data-act="next">{t('board.codes.next')}</button>}
          </div>
        </section>
        <Legend />
      </div>
    </Office>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** A line as it was typed, and what was understood: never guessed. */
function Line({ line }: { line: ShortCodeLine }) {
  const { t, loc } = useWords();
  const fate = fateOf(line);
  const Icon = fate === 'unread' ? CircleX : fate === 'unplaced' ? CircleHelp : CircleCheck;
  return (
    <li className={`codeline ${fate}`} data-fate={fate}>
      <Icon aria-hidden className="i" />
      <div className="grow">
        <code>{line.line}</code>
        <p>{loc(line.words)}</p>
        {fate === 'unread' && <Tag tone="danger">{t('board.codes.unread')}</Tag>}
        {fate === 'unplaced' && <Tag tone="unknown">{t('board.codes.unplaced')}</Tag>}
        {line.taken && fate === 'read' && <Tag tone={line.taken.outcome === 'conflict' ? 'warn' : 'ok'}>{t(line.taken.outcome === 'conflict' ? 'board.codes.conflict' : line.taken.outcome === 'superseded' ? 'board.codes.superseded' : 'board.codes.in')}</Tag>}
      </div>
    </li>
  );
}

function Legend() {
  const { t } = useWords();
  return (
    <section className="block codelegend" aria-labelledby="code-legend">
      <h3 id="code-legend">{t('board.codes.legend')}</h3>
      <p className="sm">{t('board.codes.legendHow')}</p>
      <table>
        <thead><tr><th scope="col">{t('board.codes.letter')}</th><th scope="col">{t('board.codes.means')}</th><th scope="col">{t('board.codes.example')}</th></tr></thead>
        <tbody>{LETTERS.map(({ letter, state, counts }) => <tr key={letter}><th scope="row">{letter}</th><td>{t(`moves.state.${state}`)}</td><td><code>A12 {letter}{counts ? ' 5' : ''}</code></td></tr>)}</tbody>
      </table>
    </section>
  );
}
