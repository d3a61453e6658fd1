import { CheckCheck, CornerDownRight } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useWords } from '../../i18n';
import { useNow } from '../../shared/clock';
import { Failure } from '../../shared/Failure';
import { Field } from '../../shared/Field';
import { moment } from '../../shared/format';
import { comment, settle } from '../acts';
import { belongs, type Part } from '../outline';
import { planKeys } from '../planQueries';
import type { Comment, Version } from '../types';
import { partTitle } from './partWords';

interface Props { version: Version; part: Part | undefined; comments: Comment[]; mayComment: boolean; judges: boolean; onGo: (pointer: string) => void }

/** Remarks on the part in hand first, then on the others; open before settled. Settled by who made them, or by who judges the version. */
export function Comments({ version, part, comments, mayComment, judges, onGo }: Props) {
  const { t, loc } = useWords();
  const client = useQueryClient();
  const [reply, setReply] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const again = () => client.invalidateQueries({ queryKey: planKeys.comments(version.plan_id, version.n) });
  const send = async (body: string, to?: Comment) => {
    await comment(version, { pointer: to?.pointer ?? (part?.kind === 'general' ? '' : part?.pointer ?? ''), body, ...(to && { reply_to: to.id }) });
    setReply(null);
    await again();
  };
  const close = async (id: string) => {
    setError(null);
    try { await settle(version, id); await again(); } catch (reason) { setError(reason); }
  };
  const threads = comments.filter((each) => !each.reply_to).sort((a, b) => Number(Boolean(a.settled_at)) - Number(Boolean(b.settled_at)));
  const here = part ? threads.filter((each) => belongs(each.pointer, part)) : threads;
  const others = threads.filter((each) => !here.includes(each) && !each.settled_at);
  const thread = (each: Comment, away: boolean) => (
    <li key={each.id} className={each.settled_at ? 'settled' : undefined}>
      {away && <button type="button" className="linkb" onClick={() => onGo(each.pointer)}>{loc(each.label)}</button>}
      <Said comment={each} />
      {comments.filter((other) => other.reply_to === each.id).map((answer) => <div key={answer.id} className="answer"><CornerDownRight aria-hidden className="i sm" /><div><Said comment={answer} /></div></div>)}
      {each.settled_at ? <p className="sm okay row"><CheckCheck aria-hidden className="i sm" />{t('plan.comments.settledBy', { by: each.settled_by ?? '' })}</p> : mayComment && (
        reply === each.id
          ? <Write label={t('plan.comments.reply')} act={t('plan.comments.replyAct')} onSend={(body) => send(body, each)} onCancel={() => setReply(null)} />
          : <p className="row"><button type="button" className="btn s" onClick={() => setReply(each.id)}>{t('plan.comments.replyAct')}</button>{(each.mine || judges) && <button type="button" className="btn s" onClick={() => void close(each.id)} data-act="settle">{t('plan.comments.settle')}</button>}</p>
      )}
    </li>
  );
  return (
    <>
      {error !== null && <Failure error={error} saving />}
      {mayComment && reply === null && <Write label={t('plan.comments.on', { part: partTitle(part, t, loc) })} act={t('plan.comments.act')} onSend={(body) => send(body)} />}
      {here.length === 0 ? <p className="mut sm">{t('plan.comments.none')}</p> : <ul className="talk">{here.map((each) => thread(each, false))}</ul>}
      {others.length > 0 && <><h4>{t('plan.comments.elsewhere')}</h4><ul className="talk">{others.map((each) => thread(each, true))}</ul></>}
    </>
  );
}

function Said({ comment: said }: { comment: Comment }) {
  const now = useNow(60_000);
  return <><p className="sm mut"><b>{said.by}</b> · {moment(said.at, now)}</p><p className="pre">{said.body}</p></>;
}

function Write({ label, act, onSend, onCancel }: { label: string; act: string; onSend: (body: string) => Promise<void>; onCancel?: () => void }) {
  const { t } = useWords();
  const [body, setBody] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try { await onSend(body.trim()); setBody(''); } catch (reason) { setError(reason); } finally { setBusy(false); }
  };
  return (
    <form className="write" onSubmit={(event) => void submit(event)}>
      {error !== null && <Failure error={error} saving />}
      <Field multiline label={label} rows={3} value={body} onChange={(e) => setBody(e.target.value)} />
      <p className="row"><button type="submit" className="btn s" disabled={busy || body.trim() === ''}>{act}</button>{onCancel && <button type="button" className="btn s" onClick={onCancel}>{t('back')}</button>}</p>
    </form>
  );
}
