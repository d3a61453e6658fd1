import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/keys';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag, type Tone } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { answerLoan, useLoans } from './resourceQueries';
import type { Loan, LoanAnswer, LoanState } from './types';
import { dayWords } from './words';

const TONE: Record<LoanState, Tone> = { asked: 'unknown', consented: 'ok', refused: 'danger', withdrawn: 'plain' };

/** What units ask of each other, and what they answered. */
export function LoanList() {
  const { t, lang } = useWords();
  const { account, may } = useSignedIn();
  const client = useQueryClient();
  const say = useToast();
  const own = account?.unit_code ?? '';
  const found = useLoans(own);
  const [answering, setAnswering] = useState<{ loan: Loan; answer: LoanAnswer } | null>(null);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const mine = (unit: string) => may('edit_resources') && (own === '' || own === unit);
  const act = (loan: Loan, answer: LoanAnswer) => <button key={answer} type="button" className="btn s" data-act={answer} aria-label={`${t(`resources.loan.${answer}`)}: ${loan.resource_name}`} onClick={() => setAnswering({ loan, answer })}>{t(`resources.loan.${answer}`)}</button>;
  const columns: Column<Loan>[] = [
    { key: 'what', heading: t('resources.loan.what'), main: true, value: (l) => l.resource_name, cell: (l) => <>{l.resource_name}<small>{l.resource_code}</small></> },
    { key: 'owner', heading: t('resources.loan.owner'), value: (l) => l.owner_name },
    { key: 'to', heading: t('resources.loan.borrower'), value: (l) => l.to_unit_name },
    { key: 'quantity', heading: t('resources.loan.quantity'), num: true, value: (l) => l.quantity },
    { key: 'days', heading: t('resources.loan.days'), value: (l) => l.first_day, cell: (l) => `${dayWords(l.first_day)} – ${dayWords(l.last_day)}` },
    { key: 'purpose', heading: t('resources.loan.purpose'), value: (l) => l.purpose },
    { key: 'state', heading: t('resources.loan.state'), value: (l) => l.state, cell: (l) => <><Tag tone={TONE[l.state]}>{t(`resources.loan.${l.state}`)}</Tag>{l.answer_reason && <small>{l.answer_reason}</small>}</> },
    {
      key: 'acts', heading: t('resources.col.acts'), fixed: true, value: () => '',
      cell: (l) => <span className="resacts">{l.state === 'asked' && mine(l.owner_code) && [act(l, 'consent'), act(l, 'refuse')]}{(l.state === 'asked' || l.state === 'consented') && mine(l.to_unit) && act(l, 'withdraw')}</span>,
    },
  ];
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />;
  const done = async (answer: LoanAnswer, loan: Loan, reason: string) => {
    const settled = await answerLoan(loan, answer, reason);
    void client.invalidateQueries({ queryKey: keys.resources });
    say({ tone: 'done', text: t('resources.loan.done', { state: t(`resources.loan.${settled.state}`) }) });
  };
  return (
    <>
      <DataTable caption={t('resources.tabs.loans')} columns={columns} rows={rows} rowKey={(l) => l.id} empty={<p>{t('resources.loan.none')}</p>} />
      {found.hasNextPage && <p className="more-row"><button type="button" className="btn" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('resources.more')}</button></p>}
      {answering && (
        <ConfirmSheet
          tone={answering.answer === 'consent' ? 'pri' : 'dan'} onClose={() => setAnswering(null)}
          act={answering.answer === 'consent' ? t('resources.loan.confirmConsent', { unit: answering.loan.to_unit_name, n: number(answering.loan.quantity, lang, 3), name: answering.loan.resource_name }) : answering.answer === 'refuse' ? t('resources.loan.confirmRefuse', { unit: answering.loan.to_unit_name, name: answering.loan.resource_name }) : t('resources.loan.confirmWithdraw', { name: answering.loan.resource_name })}
          answers={[{ name: t('resources.loan.owner'), value: answering.loan.owner_name }, { name: t('resources.loan.days'), value: `${dayWords(answering.loan.first_day)} – ${dayWords(answering.loan.last_day)}` }, { name: t('resources.loan.purpose'), value: answering.loan.purpose || '–' }]}
          remark={answering.answer === 'consent' ? undefined : { label: t('resources.loan.why'), needed: answering.answer === 'refuse' ? t('resources.loan.whyNeeded') : undefined }}
          onAct={(reason) => done(answering.answer, answering.loan, reason)}
        />
      )}
    </>
  );
}
