import { useWords } from '../i18n';
import { useHazards } from '../plans/planQueries';
import type { StepProps } from './ImportPage';
import type { ImportItem, ImportMapping } from './types';
import { questionsAt } from './wizard';

const KNOWN = ['code', 'name', 'hazard', 'commune', 'commune_code', 'evacuate_from_level', 'level', 'village', 'route', 'destinations', 'capacity', 'kind', 'suitable_for', 'keeper_phone', 'keeper', 'status', 'parent', 'lon', 'lat'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (field: string): field is Known => (KNOWN as readonly string[]).includes(field);
const NEEDED = ['code', 'name'];

/** Which column of the file is which of ours, with what was read from it. */
export function ColumnsStep({ state, again }: StepProps) {
  const { t, loc } = useWords();
  const { draft } = state;
  const hazards = useHazards().data ?? [];
  const hazardName = (code: string) => loc(hazards.find((hazard) => hazard.code === code)?.name) || code;
  if (!draft) return null;
  const questions = questionsAt(draft, 'columns');
  return (
    <>
      {questions.map((question) => <p key={question.code} className="ban warn">{loc(question.text)}</p>)}
      <div className="tablebox">
        <table className="columns">
          <thead><tr><th scope="col">{t('importing.ours')}</th><th scope="col">{t('importing.theirs')}</th><th scope="col">{t('importing.samples')}</th></tr></thead>
          <tbody>
            {inOurOrder(draft.mapping).map((row) => {
              const name = isKnown(row.field) ? t(`importing.field.${row.field}`) : row.field;
              const samples = samplesOf(draft.items, row.field).map((each) => (row.field === 'hazard' ? hazardName(each) : each));
              const choices = [...new Set([...(row.property ? [row.property] : []), ...row.candidates])];
              return (
                <tr key={row.field}>
                  <th scope="row">{name}{NEEDED.includes(row.field) && <small>{t('importing.needed')}</small>}</th>
                  <td>
                    <select className="inp" aria-label={t('importing.columnOf', { field: name })} value={row.property ?? ''} disabled={state.busy} onChange={(event) => again({ do: 'map', field: row.field, property: event.target.value || null })} data-field={row.field}>
                      <option value="">{t('importing.noColumn')}</option>
                      {choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
                    </select>
                  </td>
                  <td className="samples">{samples.length > 0 ? samples.join(' · ') : <span className="mut">{row.property ? t('importing.noSample') : t('importing.notRead')}</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What every zone needs comes first; what is not known here, last. */
function inOurOrder(mapping: readonly ImportMapping[]): ImportMapping[] {
  const rank = ({ field }: ImportMapping) => (isKnown(field) ? KNOWN.indexOf(field) : KNOWN.length);
  return [...mapping].sort((a, b) => rank(a) - rank(b));
}

/** A few different values as they were understood, from all over the file. */
function samplesOf(items: readonly ImportItem[], field: string): string[] {
  const value = (item: ImportItem): string | null => {
    switch (field) {
      case 'code': return item.code;
      case 'name': return item.name;
      case 'hazard': return item.hazard;
      case 'commune': case 'commune_code': return item.commune_name ?? item.commune_code;
      case 'level': case 'evacuate_from_level': return item.level === null ? null : String(item.level);
      default: return null;
    }
  };
  const found = new Set<string>();
  for (const item of items) {
    const read = value(item);
    if (read) found.add(read);
    if (found.size === 3) break;
  }
  return [...found];
}
