import { Info, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { number } from '../shared/format';
import { Tag, type Tone } from '../shared/Tags';
import { FATES, type Fate, type HouseholdImport, type ImportRow, type ImportTotal } from './types';
import { doubtfulRows, shownRows, withTaken, type Filter, type Settings } from './wizard';
import { fieldName, valueWords } from './words';

const TONE: Record<Fate, Tone> = { new: 'ok', updated: 'warn', unchanged: 'plain', doubtful: 'unknown', refused: 'danger' };
const AT_ONCE = 200;

/** Every row's fate, with why and what changes; doubtful rows are taken one by one or all. */
export function RowsStep({ draft, settings, set }: { draft: HouseholdImport; settings: Settings; set: (settings: Settings) => void }) {
  const { t, loc, lang } = useWords();
  const [filter, setFilter] = useState<Filter>(null);
  const [most, setMost] = useState(AT_ONCE);
  const rows = useMemo(() => shownRows(draft.rows, filter), [draft.rows, filter]);
  const doubtful = doubtfulRows(draft);
  const all = doubtful.every((row) => settings.doubtful.includes(row));
  const choices: Exclude<Filter, null>[] = [...FATES, 'without_zone'];
  return (
    <>
      <p><b>{loc(draft.summary)}</b></p>
      {draft.totals.filter((total) => !total.agrees).map((total) => <TotalLine key={total.row} total={total} />)}
      <div className="filters">
        <div className="fatefilter" role="group" aria-label={t('register.imp.fate')}>
          <button type="button" className="btn s" aria-pressed={filter === null} onClick={() => setFilter(null)}>{t('register.imp.all')} <span className="cnt">{number(draft.rows.length, lang)}</span></button>
          {choices.filter((each) => draft.counts[each] > 0).map((each) => <button key={each} type="button" className="btn s" aria-pressed={filter === each} data-fate={each} onClick={() => setFilter(filter === each ? null : each)}>{t(`register.imp.${each}`)} <span className="cnt">{number(draft.counts[each], lang)}</span></button>)}
        </div>
      </div>
      {doubtful.length > 0 && <p><button type="button" className="btn s" onClick={() => set(withTaken(settings, doubtful, !all))} data-act="take-all">{t(all ? 'register.imp.takeNone' : 'register.imp.takeAll', { count: doubtful.length })}</button></p>}
      <div className="imprules" tabIndex={0} role="group" aria-label={t('register.imp.step.rows')}>
        <table>
          <thead><tr><th scope="col">{t('register.imp.row')}</th><th scope="col">{t('register.imp.household')}</th><th scope="col">{t('register.imp.fate')}</th><th scope="col">{t('register.imp.why')}</th></tr></thead>
          <tbody>{rows.slice(0, most).map((row) => <RowLine key={row.row} row={row} taken={settings.doubtful.includes(row.row)} onTake={(taken) => set(withTaken(settings, [row.row], taken))} />)}</tbody>
        </table>
      </div>
      {rows.length > most && <p className="more-row"><button type="button" className="btn s" onClick={() => setMost(most + AT_ONCE)}>{t('register.imp.showMore')}</button> <span className="mut sm">{t('register.imp.shown', { n: number(most, lang), of: number(rows.length, lang) })}</span></p>}
      {draft.passed_over.map((passed) => <p key={passed.row} className="mut sm">{t('register.imp.passed', passed)}</p>)}
      {draft.missing.length > 0 && (
        <section className="block"><h3>{t('register.imp.missing')} ({number(draft.missing.length, lang)})</h3><p className="mut sm">{t('register.imp.missingLead')}</p>
          <ul className="stack">{draft.missing.slice(0, AT_ONCE).map((each) => <li key={each.household_id}><Link href={`/ho-dan/${each.household_id}`}>{each.code} · {each.head}</Link> <span className="mut">{each.village}</span></li>)}</ul>
        </section>
      )}
    </>
  );
}

function TotalLine({ total }: { total: ImportTotal }) {
  const { t, lang } = useWords();
  const words = (households: number | null, people: number | null) => (households === null
    ? t('register.imp.totalPeople', { people: number(people ?? 0, lang) })
    : t('register.imp.totalUnit', { households: number(households, lang), people: people === null ? '–' : number(people, lang) }));
  return <p className="ban warn"><TriangleAlert aria-hidden className="i" /><span className="grow">{t('register.imp.total', { row: total.row, label: total.label, stated: words(total.households, total.people), summed: words(total.households === null ? null : total.summed_households, total.summed_people) })}</span></p>;
}

function RowLine({ row, taken, onTake }: { row: ImportRow; taken: boolean; onTake: (taken: boolean) => void }) {
  const words = useWords();
  const { t, loc } = words;
  return (
    <tr data-row={row.row} data-fate={row.fate}>
      <td>{row.row}</td>
      <th scope="row">{row.household_id ? <Link href={`/ho-dan/${row.household_id}`}>{row.head || '–'}</Link> : row.head || '–'}<small>{[row.code, row.village, row.people > 0 ? `${row.people} ${t('register.col.people').toLowerCase()}` : ''].filter(Boolean).join(' · ')}</small></th>
      <td>
        <Tag tone={TONE[row.fate]}>{t(`register.imp.${row.fate}`)}</Tag>
        {row.fate === 'doubtful' && <label className="tickline"><input type="checkbox" className="chk small" checked={taken} onChange={(event) => onTake(event.target.checked)} />{t('register.imp.take', { row: row.row })}</label>}
      </td>
      <td>
        <ul>
          {row.reasons.map((reason, i) => <li key={`r${i}`}>{loc(reason)}</li>)}
          {row.changes.map((change) => <li key={change.field}>{t('register.imp.change', { field: fieldName(change.field, words), from: valueWords(change.field, change.from, words), to: valueWords(change.field, change.to, words) })}</li>)}
          {row.remarks.map((remark, i) => <li key={`m${i}`} className="mut"><Info aria-hidden size={13} /> {loc(remark)}</li>)}
          {row.fate !== 'refused' && <li className="mut">{row.zones.length > 0 ? `${t('register.col.zones')}: ${row.zones.join(', ')}` : t('register.filter.noZone')}</li>}
        </ul>
      </td>
    </tr>
  );
}
