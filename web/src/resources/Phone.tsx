import { useWords } from '../i18n';
import { Tag } from '../shared/Tags';
import { dayWords, isTelephone, telephone } from './words';

/** Who to call, and when somebody last answered there. */
export function Phone({ name, phone, confirmedOn }: { name: string; phone: string; confirmedOn: string | null }) {
  const { t } = useWords();
  return (
    <>
      {name}{name && phone && <br />}
      {phone && (isTelephone(phone) ? <a href={telephone(phone)}>{phone}</a> : phone)}
      {phone && <small>{confirmedOn ? t('resources.confirmedOn', { day: dayWords(confirmedOn) }) : <Tag tone="unknown">{t('resources.never')}</Tag>}</small>}
    </>
  );
}
