import './letter.css';
import { useQuery } from '@tanstack/react-query';
import { PenLine, Printer } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { readLetter, useOwedTask, useOwedTasks, type ReminderLetter } from '../api/inspections';
import { Office } from '../app/Office';
import { useWords } from '../i18n';
import { Waiting } from '../shared/Failure';
import { Field } from '../shared/Field';
import { Choices } from '../shared/form/Choices';
import { DayField } from './DayField';
import { letterMates } from './owed';
import { dayWords } from './words';

/** What the office fills in before it prints; the program knows neither the number nor who signs. */
interface Filled { number: string; title: string; name: string; deadline: string }
/** Where the server leaves room for a day. */
const ROOM = '…/…/……';

/** The letter that urges a unit on, as the paper it will be: A4, in the form of documents. */
export default function LetterPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const [query, setQuery] = useSearchParams();
  const together = query.get('gop') === '1';
  const task = useOwedTask(id).data;
  const mates = useOwedTasks({ unit: task?.unit_code ?? '', inspection: task?.inspection_id ?? '', overdue: true }, task !== undefined).data?.items ?? [];
  const count = task ? letterMates(task, mates).length : 0;
  const found = useQuery({ queryKey: ['inspection-task', id, 'letter', together], queryFn: () => readLetter(id, together) });
  const [filled, setFilled] = useState<Filled | null>(null);
  const letter = found.data;
  const held: Filled = filled ?? { number: letter?.number ?? '', title: letter?.signature.title ?? '', name: letter?.signature.name ?? '', deadline: '' };
  const crumbs = [{ href: '/kiem-tra', name: t('inspections.title') }, { href: '/kiem-tra/viec', name: t('inspections.owed.title') }, { href: `/kiem-tra/viec/${id}`, name: task?.remark ? shortened(task.remark) : t('inspections.owed.one') }];
  return (
    <Office title={t('inspections.letter.title')} lead={t('inspections.letter.lead')} crumbs={crumbs} act={<button type="button" className="btn pri" disabled={!letter} onClick={() => window.print()} data-act="print"><Printer aria-hidden className="i" />{t('inspections.letter.print')}</button>}>
      {!letter && <Waiting error={found.error} retry={() => void found.refetch()} />}
      {letter && (
        <>
          <div className="block noprint letterctl">
            {letter.missing.length > 0 && <div className="ban warn"><PenLine aria-hidden className="i" /><div className="grow"><b>{t('inspections.letter.missing')}</b><ul>{letter.missing.map((words, i) => <li key={i}>{loc(words)}</li>)}</ul></div></div>}
            {count > 1 && <Choices legend={t('inspections.letter.about')} value={together ? 'all' : 'one'} onChange={(value) => setQuery(value === 'all' ? { gop: '1' } : {}, { replace: true })} choices={[{ value: 'one', name: t('inspections.letter.one') }, { value: 'all', name: t('inspections.letter.all', { n: count }) }]} />}
            <div className="insp-four">
              <Field label={t('inspections.letter.number')} value={held.number} onChange={(event) => setFilled({ ...held, number: event.target.value })} />
              {letter.demands.some((demand) => demand.includes(ROOM)) && <DayField label={t('inspections.letter.deadline')} value={held.deadline} onChange={(deadline) => setFilled({ ...held, deadline })} />}
              <Field label={t('inspections.letter.signTitle')} value={held.title} onChange={(event) => setFilled({ ...held, title: event.target.value })} />
              <Field label={t('inspections.letter.signName')} value={held.name} onChange={(event) => setFilled({ ...held, name: event.target.value })} />
            </div>
            <p className="hint">{t('inspections.letter.hint')}</p>
          </div>
          <Letter letter={letter} filled={held} />
        </>
      )}
    </Office>
  );
}

/** In Vietnamese whatever the screen speaks: it is a paper of an office. */
function Letter({ letter, filled }: { letter: ReminderLetter; filled: Filled }) {
  const { t } = useWords();
  const verify = letter.items.some((item) => item.verify && item.legal_source !== '');
  return (
    <article className="letter" lang="vi" data-letter={letter.level} tabIndex={0} aria-label={t('inspections.letter.title')}>
      {letter.demonstration && <p className="letter-demo">DỮ LIỆU MINH HOẠ – KHÔNG PHẢI VĂN BẢN THẬT</p>}
      <header className="letter-h">
        <div className="letter-l">
          {letter.parent_body && <p>{letter.parent_body}</p>}
          <p className="letter-body"><b>{letter.issuing_body}</b></p>
          <p>{filled.number}</p>
          <p className="letter-about">{letter.subject}</p>
        </div>
        <div className="letter-r">
          <p><b>{letter.country}</b></p>
          <p className="letter-motto"><b>{letter.motto}</b></p>
          <p><i>{letter.place_and_date}</i></p>
        </div>
      </header>
      <p className="letter-to">{letter.addressed_to}</p>
      {letter.grounds.map((ground, i) => <p key={i} className="letter-p"><i>{ground}</i></p>)}
      <p className="letter-p">{letter.opening}</p>
      {letter.items.map((item) => (
        <div key={item.mark} className="letter-item">
          <p className="letter-p">{item.mark}) {item.subject}: {item.point}{item.legal_source !== '' && ` (${item.legal_source}${item.verify ? '*' : ''})`}.</p>
          <p className="letter-p">{item.remark && `Tồn tại: ${item.remark.replace(/[.\s]+$/, '')}. `}Người chịu trách nhiệm: {item.responsible}. Thời hạn: {item.due_on}; {item.overdue}; {item.reminded}.</p>
        </div>
      ))}
      {letter.demands.length > 0 && <p className="letter-p">Đề nghị:</p>}
      {letter.demands.map((demand, i) => <p key={i} className="letter-p">{i + 1}. {/^\d{4}-/.test(filled.deadline) ? demand.replace(ROOM, dayWords(filled.deadline)) : demand}</p>)}
      <p className="letter-p">{letter.closing}</p>
      {verify && <p className="letter-note noprint">{t('inspections.letter.verify')}</p>}
      <footer className="letter-f">
        <div className="letter-got"><p><b><i>Nơi nhận:</i></b></p><ul>{letter.recipients.map((recipient, i) => <li key={i}>- {recipient}</li>)}</ul></div>
        <div className="letter-sign"><p><b>{letter.signature.on_behalf}</b></p><p><b>{filled.title}</b></p><p className="letter-stamp" /><p><b>{filled.name || '\u00a0'}</b></p></div>
      </footer>
    </article>
  );
}

/** The beginning of a remark, cut between two words. */
const shortened = (remark: string) => (remark.length <= 60 ? remark : `${remark.slice(0, 60).replace(/\s+\S*$/, '')}…`);
