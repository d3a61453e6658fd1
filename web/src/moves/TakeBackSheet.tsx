import { useWords } from '../i18n';
import { ConfirmSheet } from '../shared/ConfirmSheet';
import { useNow } from '../shared/clock';
import { moment, number } from '../shared/format';
import { StateChip } from './StateChip';
import type { Relocation, Standing } from './types';

export interface Slip { id: string; words: string; at: string }
interface Props { record: Relocation; slip: Slip; after: Standing; onTakeBack: () => void; onClose: () => void }

/** The report that is taken back, and where the household stands without it. Nothing needs a network here. */
export function TakeBackSheet({ record, slip, after, onTakeBack, onClose }: Props) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const code = record.code || (record.label ?? '');
  const people = t(after.uncounted ? 'moves.household.peopleListed' : 'moves.household.people', { n: number(after.people, lang) });
  return (
    <ConfirmSheet
      act={t('moves.takeBack.act', { code, time: moment(slip.at, now) })} tone="dan" onClose={onClose}
      answers={[
        { name: t('moves.takeBack.report'), value: slip.words },
        { name: t('moves.takeBack.after'), value: <span className="row wrap"><StateChip state={after.state} />{people}</span> },
        { name: t('moves.takeBack.kept'), value: t('moves.takeBack.keptWords') },
      ]}
      onAct={async () => onTakeBack()}
    />
  );
}
