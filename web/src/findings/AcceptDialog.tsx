import { CircleAlert } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { acceptFinding, type Finding } from '../api/findings';
import { keys } from '../api/keys';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { dayFromText, dayText } from '../plans/days';
import { Banner } from '../shared/Banner';
import { now } from '../shared/clock';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { Dialog } from '../shared/Dialog';
import { Field } from '../shared/Field';
import { ErrorSummary } from '../shared/form/ErrorSummary';
import { useFormErrors } from '../shared/form/useFormErrors';
import { useToast } from '../shared/Toast';
import { wallTime } from '../shared/wall';
import { dayAfter, daysBetween, faultsIn, FIELDS, quickDays, type Draft } from './accept';
import { Between } from './FindingList';
import { SeverityMark } from './SeverityMark';

interface Props { finding: Finding; onClose: () => void }

/** Takes over what the server made of it, wherever it is shown. */
function useTaken() {
  const client = useQueryClient();
  return (taken: Finding) => {
    client.setQueryData([...keys.findings, 'one', taken.key], taken);
    void client.invalidateQueries({ queryKey: keys.findings });
  };
}

/** Two steps: until when and why, then the answers to check. What was typed is there again on the way back. */
export function AcceptDialog({ finding, onClose }: Props) {
  const { t, loc } = useWords();
  const say = useToast();
  const take = useTaken();
  const { account } = useSignedIn();
  const today = wallTime(now()).slice(0, 10);
  const [draft, setDraft] = useState<Draft>({ until: '', reason: '' });
  const [checking, setChecking] = useState(false);
  const errors = useFormErrors('accept', FIELDS);
  const until = dayFromText(draft.until);

  const next = (event: FormEvent) => {
    event.preventDefault();
    const faults = faultsIn(draft, today);
    const words = Object.fromEntries(Object.entries(faults).map(([field, fault]) => [field, t(`findings.accept.fault.${fault}`)]));
    if (!errors.found(words)) setChecking(true);
  };
  if (checking && until) {
    const day = dayText(until);
    return (
      <ConfirmSheet
        act={t('findings.accept.go', { day })} onClose={() => setChecking(false)}
        answers={[
          { name: t('findings.accept.finding'), value: <>{loc(finding.kind_name)}<small><Between finding={finding} /></small></> },
          { name: t('findings.filter.severity'), value: <SeverityMark severity={finding.severity} /> },
          { name: t('findings.unit'), value: finding.unit_name },
          { name: t('findings.accept.until'), value: <>{day}<small>{until === today ? t('findings.accept.lastDay') : t('findings.accept.left', { count: daysBetween(today, until) })}</small></> },
          { name: t('findings.accept.reason'), value: draft.reason.trim() },
          { name: t('findings.accept.who'), value: account ? <>{account.display_name}<small>{account.unit_name ?? t(`role.${account.role}`)}</small></> : t('unknown') },
          { name: t('findings.accept.then'), value: t('findings.accept.thenWords', { day: dayText(dayAfter(until, 1)) }) },
        ]}
        onAct={async () => {
          try {
            take(await acceptFinding(finding.key, until, draft.reason.trim()));
          } catch (reason) {
            errors.failed(reason);
            throw reason;
          }
          say({ tone: 'done', text: t('findings.accept.done', { day }) });
          onClose();
        }}
      >
        {finding.severity === 'critical' && <Banner tone="dan" icon={CircleAlert}>{t('findings.accept.criticalWarn')}</Banner>}
      </ConfirmSheet>
    );
  }
  return (
    <Dialog title={t('findings.accept.title')} onClose={onClose} wide>
      <form className="dlg-f" noValidate onSubmit={next}>
        <div className="dlg-b" tabIndex={0}>
          <ErrorSummary errors={errors.errors} />
          <p><b>{loc(finding.kind_name)}</b></p>
          <p className="mut sm">{t('findings.accept.lead')}</p>
          <div className="quickdays" role="group" aria-label={t('findings.accept.quick')}>
            {quickDays(today).map(({ key, day }) => (
              <button key={key} type="button" className="btn s" aria-pressed={draft.until === day} onClick={() => setDraft({ ...draft, until: day })} data-day={key}>{t(`findings.accept.${key}`)}</button>
            ))}
          </div>
          <Field
            id={errors.idOf('until')} label={t('findings.accept.until')} hint={t('findings.accept.untilHint')} error={errors.of('until')}
            inputMode="numeric" autoComplete="off" value={draft.until} onChange={(event) => setDraft({ ...draft, until: event.target.value })}
          />
          <Field
            multiline rows={3} id={errors.idOf('reason')} label={t('findings.accept.reason')} hint={t('findings.accept.reasonHint')} error={errors.of('reason')}
            value={draft.reason} onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        </div>
        <footer className="dlg-x">
          <button type="button" className="btn" onClick={onClose}>{t('back')}</button>
          <button type="submit" className="btn pri xl" data-act="check">{t('findings.accept.check')}</button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Accepts it no longer, with a reason that stays in the log. */
export function TakeBackSheet({ finding, onClose }: Props) {
  const { t, loc } = useWords();
  const say = useToast();
  const take = useTaken();
  const { acceptance } = finding;
  return (
    <ConfirmSheet
      act={t('findings.accept.backAct', { kind: loc(finding.kind_name) })} tone="dan" onClose={onClose}
      answers={[
        ...(acceptance ? [{ name: t('findings.accept.until'), value: dayText(acceptance.until) }, { name: t('findings.accept.who'), value: acceptance.by }, { name: t('findings.accept.reason'), value: acceptance.reason }] : []),
        { name: t('findings.accept.then'), value: t('findings.accept.backThen') },
      ]}
      remark={{ label: t('findings.accept.backReason'), needed: t('findings.accept.backNeeded') }}
      onAct={async (reason) => {
        take(await acceptFinding(finding.key, null, reason));
        say({ tone: 'done', text: t('findings.accept.backDone') });
      }}
    />
  );
}
