import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n';
import { Select, type Option } from '../../shared/form/Select';

interface Props { label: string; options: Option[]; none: string; act: string; onAdd: (value: string) => void }

/** A line of a register to choose, and the button that takes it: choosing alone changes nothing. */
export function Adder({ label, options, none, act, onAdd }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('');
  if (options.length === 0) return <p className="mut sm">{none}</p>;
  const known = options.some((option) => option.value === chosen) ? chosen : '';
  return (
    <div className="arradd">
      <Select label={label} value={known} onChange={(event) => setChosen(event.target.value)} options={[{ value: '', name: t('plan.choose') }, ...options]} />
      <button type="button" className="btn" disabled={known === ''} onClick={() => { onAdd(known); setChosen(''); }}><Plus aria-hidden className="i" />{act}</button>
    </div>
  );
}
