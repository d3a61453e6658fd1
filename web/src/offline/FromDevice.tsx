import '../i18n/offline';
import { CloudOff } from 'lucide-react';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { moment } from '../shared/format';

/** Said where a screen shows what was brought along, and nothing newer can be had. */
export function FromDevice({ at }: { at: Date }) {
  const { t } = useWords();
  const now = useNow(60_000);
  return <div data-from-device={at.toISOString()}><Banner tone="warn" icon={CloudOff}><b>{t('offline.fromDevice', { time: moment(at.toISOString(), now) })}</b> {t('offline.fromDeviceHow')}</Banner></div>;
}
