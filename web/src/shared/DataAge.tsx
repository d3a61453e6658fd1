import { useWords } from '../i18n';
import { useNow } from './clock';
import { moment } from './format';

export function DataAge({ at }: { at: Date | null }) {
  const { t } = useWords();
  const now = useNow(60_000);
  return at ? <span className="sm mut2 nw">{t('dataAt', { time: moment(at, now) })}</span> : null;
}
