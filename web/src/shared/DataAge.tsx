import { useWords } from '../i18n';
import { clock } from './format';

export function DataAge({ at }: { at: Date | null }) {
  const { t } = useWords();
  return at ? <span className="sm mut2 nw">{t('dataAt', { time: clock(at) })}</span> : null;
}
