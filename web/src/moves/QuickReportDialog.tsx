import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import type { DisasterEvent } from '../api/types';
import { useSignedIn } from '../app/session/useSignedIn';
import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { householdsPeople } from '../shared/format';
import { DrillTag } from '../shared/Tags';
import { useToast } from '../shared/Toast';
import { sendQuickReport } from './acts';
import type { EventFigures } from './types';

/** The figures as they are now go up as a report, with what else there is to say. */
export function QuickReportDialog({ event, unit, figures: of, onClose }: { event: DisasterEvent; unit: string; figures: EventFigures; onClose: () => void }) {
  const { t, lang, loc } = useWords();
  const client = useQueryClient();
  const say = useToast();
  const { account } = useSignedIn();
  const { total } = of;
  const out = householdsPeople(total.evacuated.households, total.evacuated.people, lang);
  return (
    <ConfirmSheet
      act={t('board.report.act', { unit: of.unit.name, figures: out })}
      onClose={onClose}
      answers={[
        { name: t('board.events'), value: <span className="row wrap">{loc(event.name)}{event.kind === 'drill' && <DrillTag />}</span> },
        { name: t('board.part.unknown'), value: householdsPeople(total.unknown.households, total.unknown.people, lang) },
        { name: t('board.part.evacuated'), value: <>{out}<small>{t('moves.form.host')} {householdsPeople(total.host.households, total.host.people, lang)} · {t('moves.form.shelter')} {householdsPeople(total.shelter.households, total.shelter.people, lang)}</small></> },
        { name: t('board.sentence'), value: loc(of.sentence) },
        { name: t('board.signer'), value: account?.display_name },
      ]}
      remark={{ label: t('board.report.remark'), hint: t('board.report.remarkHint') }}
      onAct={async (remark) => {
        await sendQuickReport(event.id, unit, remark);
        void client.invalidateQueries({ queryKey: keys.moves });
        say({ tone: 'done', text: t('board.report.done', { unit: of.unit.name }) });
      }}
    />
  );
}
