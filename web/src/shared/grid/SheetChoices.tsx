import { useWords } from '../../i18n';
import { folded } from '../format';
import type { GridColumn } from './types';
import type { Draft } from './useGrid';

type Choice = NonNullable<GridColumn['choices']>[number];

/** The choices that begin with, then those that hold, what was typed; all of them where the cell was opened as it is. */
export function matching(column: GridColumn, draft: Draft): Choice[] {
  const all = column.choices ?? [];
  const text = folded(draft.text.trim());
  const untouched = !draft.over && draft.pick < 0;
  if (text === '' || untouched) return all;
  const rank = (choice: Choice) => Math.min(...[choice.name.vi, choice.name.en, choice.code].map((name) => folded(name).indexOf(text)).map((i) => (i < 0 ? 99 : i)));
  return all.filter((choice) => rank(choice) < 99).sort((a, b) => Number(rank(a) > 0) - Number(rank(b) > 0));
}

export function SheetChoices({ choices, pick, onTake }: { choices: Choice[]; pick: number; onTake: (i: number) => void }) {
  const { t, loc } = useWords();
  return (
    <ul className="eg-choices" role="listbox" aria-label={t('grid.choices')}>
      {choices.map((choice, i) => (
        <li key={choice.code} role="option" aria-selected={i === pick} onPointerDown={(event) => { event.preventDefault(); event.stopPropagation(); onTake(i); }}>{loc(choice.name)}</li>
      ))}
      {choices.length === 0 && <li className="mut" role="presentation">{t('grid.noChoice')}</li>}
    </ul>
  );
}
