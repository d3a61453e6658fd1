import { Check, Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { useWords } from '../i18n';
import { number } from '../shared/format';

const MOST = 100_000;
/** `counted`: somebody stands by the number; until then it is another's, and says whose. */
export interface Counting { n: number; counted: boolean }
interface Props { label: string; /** Whose number this is as long as nobody has counted. */ from: string; value: Counting; onChange: (value: Counting) => void }

/** How many people, for a wet thumb. The number it starts from is the register's until a person says that it is right. */
export function Stepper({ label, from, value: { n, counted }, onChange }: Props) {
  const { t, lang } = useWords();
  const id = useId();
  const set = (next: number) => onChange({ n: Math.min(MOST, Math.max(0, next)), counted: true });
  return (
    <fieldset className={counted ? 'stepper counted' : 'stepper'} aria-describedby={`${id}-said`}>
      <legend>{label}</legend>
      <div className="stepper-f">
        <button type="button" className="btn" onClick={() => set(n - 1)} disabled={n === 0} aria-label={t('moves.say.less')} data-act="less"><Minus aria-hidden className="i" /></button>
        <input
          className="inp" inputMode="numeric" pattern="[0-9]*" aria-label={label} value={String(n)} data-people={n}
          onChange={(event) => { const typed = event.target.value.replace(/\D/g, ''); set(typed === '' ? 0 : Number(typed)); }}
          onFocus={(event) => event.target.select()}
        />
        <button type="button" className="btn" onClick={() => set(n + 1)} aria-label={t('moves.say.more')} data-act="more"><Plus aria-hidden className="i" /></button>
      </div>
      <p id={`${id}-said`} className="hint" role="status">{counted ? t('moves.say.counted', { n: number(n, lang) }) : from}</p>
      {!counted && <button type="button" className="btn stepper-ok" onClick={() => set(n)} data-act="counted"><Check aria-hidden className="i" />{t('moves.say.confirm', { n: number(n, lang) })}</button>}
    </fieldset>
  );
}
