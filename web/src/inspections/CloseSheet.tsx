import { useQueryClient } from '@tanstack/react-query';
import { CircleHelp } from 'lucide-react';
import { closeInspection, reopenInspection, useAllOwed, useInspectionRecords, type Inspection } from '../api/inspections';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Waiting } from '../shared/Failure';
import { number } from '../shared/format';
import { useToast } from '../shared/Toast';
import { leavesOf, unsigned, type Leaves } from './closing';
import { DueWords } from './OwedCard';
import { useRefresh } from './refresh';
import { subjectName } from './words';

interface Props { inspection: Inspection; onClose: () => void }

/** Check what the inspection found and what it leaves, say why, then close it. What is owed stays owed. */
export function CloseSheet({ inspection, onClose }: Props) {
  const { t, lang } = useWords();
  const client = useQueryClient();
  const refresh = useRefresh();
  const say = useToast();
  const who = useWho();
  const owed = useAllOwed(inspection.id);
  const records = useInspectionRecords(inspection.id);
  if (!owed.data || !records.data) {
    return <Dialog title={t('checkAnswers')} onClose={onClose}><div className="dlg-b"><Waiting error={owed.error ?? records.error} retry={() => void Promise.all([owed.refetch(), records.refetch()])} /></div></Dialog>;
  }
  const leaves = leavesOf(owed.data);
  const without = unsigned(inspection.subjects, records.data);
  const something = leaves.open.length > 0 || without.length > 0;
  const act = async (remark: string) => {
    try {
      client.setQueryData(['inspection', inspection.id], await closeInspection(inspection, leaves.open.map(({ id }) => id), remark));
      say({ tone: 'done', text: t('inspections.close.done', { name: inspection.name }) });
      scrollTo(0, 0);
    } finally {
      // Refused, it was changed meanwhile: the sheet shows what stands now, and what was typed stays.
      void refresh();
    }
  };
  return (
    <ConfirmSheet
      act={t('inspections.close.act', { open: number(leaves.open.length, lang), without: number(without.length, lang) })} onClose={onClose} onAct={act}
      answers={[
        { name: t('inspections.campaign.one'), value: <>{inspection.name}<small>{inspection.ordered_by_name}</small></> },
        { name: t('inspections.close.who'), value: who },
        { name: t('inspections.close.mended'), value: t('inspections.close.mendedOf', { n: number(leaves.mended.length, lang), all: number(leaves.mended.length + leaves.open.length, lang) }) },
        { name: t('inspections.close.open'), value: <OpenTasks leaves={leaves} /> },
        { name: t('inspections.close.without'), value: <Places names={without.map(subjectName)} all={inspection.subjects.length} /> },
        { name: t('inspections.close.thenName'), value: t('inspections.close.then') },
      ]}
      remark={{ label: t('inspections.close.why'), hint: t(something ? 'inspections.close.whyHint' : 'inspections.close.whyFree'), needed: something ? t('inspections.close.whyNeeded') : undefined }}
    >
      {without.length > 0 && <Banner tone="warn" icon={CircleHelp}>{t('inspections.close.withoutWarn')}</Banner>}
    </ConfirmSheet>
  );
}

export function ReopenSheet({ inspection, onClose }: Props) {
  const { t } = useWords();
  const client = useQueryClient();
  const refresh = useRefresh();
  const say = useToast();
  const who = useWho();
  return (
    <ConfirmSheet
      act={t('inspections.reopen.act')} onClose={onClose}
      answers={[
        { name: t('inspections.campaign.one'), value: inspection.name },
        { name: t('inspections.close.who'), value: who },
        { name: t('inspections.close.thenName'), value: t('inspections.reopen.then') },
      ]}
      remark={{ label: t('inspections.reopen.why'), needed: t('inspections.reopen.whyNeeded') }}
      onAct={async (remark) => {
        try {
          client.setQueryData(['inspection', inspection.id], await reopenInspection(inspection, remark));
          say({ tone: 'done', text: t('inspections.reopen.done', { name: inspection.name }) });
        } finally {
          void refresh();
        }
      }}
    />
  );
}

function useWho() {
  const { t } = useWords();
  const { account } = useSignedIn();
  return account ? <>{account.display_name}<small>{account.unit_name ?? t(`role.${account.role}`)}</small></> : t('unknown');
}

const SHOWN = 6;

function OpenTasks({ leaves: { open, overdue, reported } }: { leaves: Leaves }) {
  const { t, loc, lang } = useWords();
  if (open.length === 0) return <>{t('inspections.close.nothingOpen')}</>;
  const more = [overdue > 0 && t('inspections.progress.overdue', { n: number(overdue, lang) }), reported > 0 && t('inspections.close.reported', { n: number(reported, lang) })].filter(Boolean).join(' · ');
  return (
    <>
      <b>{t('inspections.close.openOf', { count: open.length })}</b>{more && <> ({more})</>}
      <ul className="insp-owed">{open.slice(0, SHOWN).map((task) => <li key={task.id}>{task.remark || loc(task.point)}<small>{task.unit_name} · <DueWords task={task} /></small></li>)}</ul>
      {open.length > SHOWN && <small>{t('inspections.close.more', { count: open.length - SHOWN })}</small>}
    </>
  );
}

function Places({ names, all }: { names: string[]; all: number }) {
  const { t, lang } = useWords();
  if (names.length === 0) return <>{t('inspections.close.allSigned', { n: number(all, lang) })}</>;
  return <><b>{t('inspections.close.withoutOf', { n: number(names.length, lang), all: number(all, lang) })}</b><small>{names.slice(0, SHOWN).join(' · ')}{names.length > SHOWN && ' · …'}</small></>;
}
