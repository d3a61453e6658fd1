import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useVerification } from '../api/log';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { useNow } from '../shared/clock';
import { Waiting } from '../shared/Failure';
import { longMoment, moment, number } from '../shared/format';

/** Every entry carries the hash of the one before. A changed or missing entry breaks the chain, and is named here. */
export function VerificationBanner({ onShow }: { onShow: (seq: number) => void }) {
  const { t, lang, loc } = useWords();
  const now = useNow(60_000);
  const check = useVerification(true);
  if (!check.data) return check.error ? <Waiting error={check.error} retry={() => void check.refetch()} /> : <p className="mut sm">{t('log.checking')}</p>;
  const { state, entries, checked_at, fault } = check.data;
  const again = <button type="button" className="btn s" disabled={check.isFetching} onClick={() => void check.refetch()}>{t('log.checkAgain')}</button>;
  if (state === 'intact') {
    return <Banner tone="ok" icon={ShieldCheck} action={again}>{t('log.intact', { n: number(entries, lang), time: moment(checked_at, now) })}</Banner>;
  }
  return (
    <div role="alert">
      <Banner tone="dan" icon={ShieldAlert} action={again}>
        <b>{fault ? t('log.tamperedAt', { n: number(fault.seq, lang), time: longMoment(fault.at, lang) }) : t('log.tampered')}</b>
        {fault && <><br />{loc(fault.wording)} <button type="button" className="linkb" onClick={() => onShow(fault.seq)}>{t('log.toEntry', { n: number(fault.seq, lang) })}</button></>}
        <br />{t('log.tamperedHow')}
      </Banner>
    </div>
  );
}
