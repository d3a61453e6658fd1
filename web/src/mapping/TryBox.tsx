import { CircleCheck, CircleHelp } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { tryWords, type Taken } from '../api/intake';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { Failure } from '../shared/Failure';
import { Field } from '../shared/Field';
import { hazardName } from './MappingPage';

/** A text as a bulletin might say it: what it would be taken for, and by which entry. Nothing is kept or sent on. */
export function TryBox() {
  const words = useWords();
  const { t, loc } = words;
  const [text, setText] = useState('');
  const [code, setCode] = useState({ name: '', value: '' });
  const [taken, setTaken] = useState<Taken | null>(null);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() && !code.value.trim()) return;
    setError(null);
    try {
      setTaken(await tryWords({ text: text.trim().normalize('NFC'), language: null, codes: code.value.trim() ? [{ name: code.name.trim(), value: code.value.trim() }] : [] }));
    } catch (reason) {
      setTaken(null);
      setError(reason);
    }
  };
  return (
    <form className="block trybox" onSubmit={(event) => void submit(event)} aria-labelledby="try-title">
      <div><h3 id="try-title">{t('mapping.try')}</h3><p className="hint">{t('mapping.tryHint')}</p></div>
      <div className="try-f">
        <Field label={t('mapping.tryText')} value={text} onChange={(event) => { setText(event.target.value); setTaken(null); }} maxLength={400} placeholder="Tin cảnh báo lũ quét, sạt lở đất" data-act="try-text" />
        <button type="submit" className="btn pri" data-act="try">{t('mapping.tryAct')}</button>
      </div>
      <details>
        <summary>{t('mapping.tryCode')}</summary>
        <div className="try-f codes">
          <Field label={t('mapping.group.codes')} hint={t('mapping.listHint')} value={code.name} onChange={(event) => setCode({ ...code, name: event.target.value })} spellCheck={false} />
          <Field label={t('mapping.text.codes')} hint={t('mapping.textHint.codes')} value={code.value} onChange={(event) => setCode({ ...code, value: event.target.value })} spellCheck={false} />
        </div>
      </details>
      <div role="status" data-taken={taken ? (taken.hazard ?? 'ask') : undefined}>
        {taken && (
          <Banner tone={taken.hazard ? 'ok' : 'warn'} icon={taken.hazard ? CircleCheck : CircleHelp}>
            <b>{taken.hazard ? t('mapping.taken', { what: hazardName(taken.hazard, words) }) : t('mapping.takenAsk')}</b>{taken.ground && ` ${t('alerts.ground')}: ${loc(taken.ground)}`}
          </Banner>
        )}
        {error !== null && <Failure error={error} />}
      </div>
    </form>
  );
}
