import { ArrowRight } from 'lucide-react';
import { Fragment, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { Office } from '../../app/Office';
import { useWords } from '../../i18n';
import { Waiting } from '../../shared/Failure';
import { number } from '../../shared/format';
import { Tag } from '../../shared/Tags';
import { dayText } from '../days';
import { useDiff, usePlan, usePlanForm } from '../planQueries';
import { StageTag } from '../StageTag';
import type { FormTable, Plan } from '../types';
import { byArrangedZone, byZone, plainText, sideBySide, type Gap, type Pair, type Side } from './arrange';
import type { ArrangementChange } from '../../api/allocation';
import type { CellValue, DiffRow, PlanDiff, TableChange, ZoneChange } from './types';

/** What differs between two versions: in sentences first, then zone by zone, cell by cell, line by line. */
export default function DiffPage({ id }: { id: string }) {
  const { t, loc } = useWords();
  const [query, setQuery] = useSearchParams();
  const plan = usePlan(id);
  const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
  const diff = useDiff(id, from, to);
  const form = usePlanForm(plan.data?.hazard ?? '');
  const crumbs = [{ href: '/plans', name: t('plan.title') }, { href: `/plans/${id}`, name: plan.data ? `${plan.data.unit_name} · ${loc(plan.data.hazard_name)}` : t('plan.plan') }];
  const set = (name: 'from' | 'to', value: string) => setQuery((before) => { const next = new URLSearchParams(before); next.set(name, value); return next; });
  return (
    <Office title={t('plan.diff.title', { from, to })} crumbs={crumbs} tools={plan.data && <div className="filters"><Pick label={t('plan.compare.from')} plan={plan.data} value={from} onChange={(n) => set('from', n)} /><Pick label={t('plan.compare.to')} plan={plan.data} value={to} onChange={(n) => set('to', n)} /></div>}>
      {diff.data && plan.data && form.data
        ? <Differences diff={diff.data} plan={plan.data} tables={form.data.tables} />
        : <Waiting error={diff.error ?? plan.error ?? form.error} retry={() => void Promise.all([diff.refetch(), plan.refetch(), form.refetch()])} />}
    </Office>
  );
}

function Pick({ label, plan, value, onChange }: { label: string; plan: Plan; value: number; onChange: (n: string) => void }) {
  const { t, loc } = useWords();
  return <div className="fld inline"><label>{label}<select className="inp" value={value} onChange={(e) => onChange(e.target.value)}>{plan.versions.map((v) => <option key={v.n} value={v.n}>{t('plan.versionN', { n: v.n })} · {v.in_force ? t('plan.inForce') : loc(v.status_name)}</option>)}</select></label></div>;
}

function Differences({ diff, plan, tables }: { diff: PlanDiff; plan: Plan; tables: FormTable[] }) {
  const { t, loc } = useWords();
  const head = (n: number) => plan.versions.find((version) => version.n === n);
  const lists = [...(diff.triggers ?? []), ...(diff.tasks ?? [])];
  // Those of the whole plan stand in the summary already.
  const figures = (diff.figures ?? []).filter((figure) => figure.village);
  const arranged = byArrangedZone(diff.arrangements ?? []);
  const name = (n: number) => {
    const version = head(n);
    return <div><p className="row wrap"><b>{t('plan.versionN', { n })}</b>{version && <StageTag stage={version.status} name={version.status_name} inForce={version.in_force} />}</p>{version?.approval && <p className="sm mut">{version.approval.number} · {dayText(version.approval.date)}</p>}</div>;
  };
  return (
    <div className="diff">
      <section className="block">
        <div className="row wrap fromto">{name(diff.from.n)}<ArrowRight aria-hidden className="i" />{name(diff.to.n)}</div>
        <h3>{t('plan.diff.summary')}</h3>
        <ul className="dots said">{diff.summary.map((line, i) => <li key={i}>{loc(line)}</li>)}</ul>
      </section>
      {diff.zones.length > 0 && <Block title={t('plan.parts.zones')}>{byZone(diff.zones).map((zone) => <Zone key={zone.code} {...zone} />)}</Block>}
      {arranged.length > 0 && <Block title={t('arrange.diff')}>{arranged.map((zone) => <Arranged key={zone.code} {...zone} />)}</Block>}
      {figures.length > 0 && <Block title={t('plan.diff.figures')}><ul className="dots said">{figures.map((each, i) => <li key={i}>{loc(each.message)}</li>)}</ul></Block>}
      {lists.length > 0 && <Block title={t('plan.diff.lists')}><ul className="said">{lists.map((each, i) => <li key={i} className="row top"><Sign kind={each.kind} />{loc(each.message)}</li>)}</ul></Block>}
      {diff.fields.length > 0 && <Block title={t('plan.diff.fields')}><dl className="cya">{diff.fields.map((field) => <div key={field.pointer}><dt>{loc(field.label)}</dt><dd><FromTo before={field.before} after={field.after} /></dd></div>)}</dl></Block>}
      {diff.tables.map((table) => <Table key={table.key} table={table} form={tables.find((each) => each.key === table.key)} />)}
      {diff.texts.map((text) => (
        <Block key={text.pointer} title={loc(text.label)}>
          <div className="sbs">
            <p className="sbs-h">{t('plan.versionN', { n: diff.from.n })}</p><p className="sbs-h">{t('plan.versionN', { n: diff.to.n })}</p>
            {sideBySide(text.lines).map((row, i) => ('hidden' in row ? <Folded key={i} gap={row} /> : <PairRow key={i} pair={row} />))}
          </div>
        </Block>
      ))}
    </div>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return <section className="block"><h3>{title}</h3>{children}</section>;
}

function Sign({ kind }: { kind: 'added' | 'removed' | 'changed' }) {
  const { t } = useWords();
  return <Tag tone={kind === 'added' ? 'ok' : kind === 'removed' ? 'danger' : 'warn'}>{t(`plan.diff.${kind}`)}</Tag>;
}

function Zone({ code, name, changes }: { code: string; name: string; changes: ZoneChange[] }) {
  const { t, lang, loc } = useWords();
  const moved = changes.find((change) => change.before_ha !== undefined && change.after_ha !== undefined);
  const kind = changes[0]?.kind === 'added' ? 'added' : changes[0]?.kind === 'removed' ? 'removed' : 'changed';
  return (
    <div className="zdiff">
      <p className="row wrap"><Sign kind={kind} /><b>{code}</b>{name}</p>
      <ul className="said">{changes.map((change, i) => <li key={i}>{loc(change.message ?? change.sentence)}</li>)}</ul>
      {moved?.before_ha !== undefined && moved.after_ha !== undefined && (
        <div className="areas" role="img" aria-label={t('plan.diff.areas', { before: number(moved.before_ha, lang), after: number(moved.after_ha, lang) })}>
          {[moved.before_ha, moved.after_ha].map((ha, i) => <p key={i}><span className={i === 0 ? 'was' : 'is'} style={{ width: `${(100 * ha) / Math.max(moved.before_ha ?? 0, moved.after_ha ?? 0, 0.1)}%` }} /><small>{number(ha, lang)} ha</small></p>)}
        </div>
      )}
    </div>
  );
}

/** What differs of one zone's arrangement, as the server tells it; a sign says what came and what went. */
function Arranged({ code, changes }: { code: string; changes: ArrangementChange[] }) {
  const { loc } = useWords();
  const kind = (change: ArrangementChange) => (change.before === null ? 'added' : change.after === null ? 'removed' : 'changed');
  return (
    <div className="zdiff" data-zone={code}>
      <p><b>{code}</b></p>
      <ul className="said">{changes.map((change, i) => <li key={i} className="row top"><Sign kind={kind(change)} /><span>{loc(change.message)}</span></li>)}</ul>
    </div>
  );
}

function FromTo({ before, after }: { before: CellValue; after: CellValue }) {
  const { t, lang } = useWords();
  const show = (value: CellValue) => (value === null || value === '' ? <i>{t('merge.nothing')}</i> : typeof value === 'number' ? number(value, lang) : /^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value) : value);
  return <span className="fromto-v"><del>{show(before)}</del> <ArrowRight aria-label={t('plan.diff.becomes')} size={13} /> <ins>{show(after)}</ins></span>;
}

const ROWS = 30;
function Table({ table, form }: { table: TableChange; form: FormTable | undefined }) {
  const { t, lang, loc } = useWords();
  const [all, setAll] = useState(false);
  const rows = [...table.changed.map((row) => ({ kind: 'changed' as const, row })), ...table.added.map((row) => ({ kind: 'added' as const, row })), ...table.removed.map((row) => ({ kind: 'removed' as const, row }))];
  const choiceName = (key: string, value: CellValue): CellValue => {
    const choice = form?.columns.find((column) => column.key === key)?.choices.find((each) => each.code === value);
    return choice ? loc(choice.name) : value;
  };
  const whole = (row: DiffRow) => (form?.columns ?? Object.keys(row).map((key) => ({ key, heading: { vi: key, en: key } }))).flatMap((column) => {
    const value = choiceName(column.key, row[column.key] ?? null);
    return value === null || value === '' ? [] : [`${loc(column.heading)}: ${typeof value === 'number' ? number(value, lang) : /^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value) : value}`];
  });
  const known = (row: DiffRow) => (form?.known_by ?? []).map((key) => row[key]).filter(Boolean).join(', ') || t('grid.blank');
  return (
    <Block title={table.annex ? t('plan.parts.annexN', { n: table.annex, title: loc(table.title) }) : loc(table.title)}>
      {table.message && <p>{loc(table.message)}</p>}
      {table.withheld && <p className="mut">{t('plan.annex.withheld')}</p>}
      {rows.length > 0 && (
        <ul className="rowdiff">
          {rows.slice(0, all ? undefined : ROWS).map(({ kind, row }, i) => (
            <li key={i} className={kind}>
              <Sign kind={kind} />
              {kind === 'changed'
                ? <div><b>{row.known_by || t('grid.blank')}</b><dl>{row.cells.map((cell) => <div key={cell.key}><dt>{loc(cell.heading)}</dt><dd><FromTo before={choiceName(cell.key, cell.before)} after={choiceName(cell.key, cell.after)} /></dd></div>)}</dl></div>
                : <div><b>{known(row)}</b><p className="sm mut">{whole(row).join(' · ')}</p></div>}
            </li>
          ))}
        </ul>
      )}
      {!all && rows.length > ROWS && <p><button type="button" className="btn s" onClick={() => setAll(true)}>{t('plan.more', { count: rows.length - ROWS })}</button></p>}
    </Block>
  );
}

function PairRow({ pair }: { pair: Pair }) {
  return <><Half side={pair.before} which="was" /><Half side={pair.after} which="is" /></>;
}

function Half({ side, which }: { side: Side | null; which: 'was' | 'is' }) {
  const { t } = useWords();
  if (!side) return <p className="half none" aria-hidden />;
  const Mark = which === 'was' ? 'del' : 'ins';
  const whole = side.changed && side.words.every((word) => word.kind === 'same');
  return (
    <p className={side.changed ? `half ${which}` : `half ${which} same`}>
      {side.changed && <span className="vh">{t(which === 'was' ? 'plan.diff.removed' : 'plan.diff.added')}: </span>}
      {whole ? <Mark>{plainText(side.words.map((word) => word.text).join(''), true)}</Mark> : side.words.map((word, i) => (word.kind === 'same' ? <Fragment key={i}>{plainText(word.text, i === 0)}</Fragment> : <Mark key={i}>{plainText(word.text, i === 0)}</Mark>))}
    </p>
  );
}

function Folded({ gap }: { gap: Gap }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  if (open) return gap.lines.map((pair, i) => <PairRow key={i} pair={pair} />);
  return <p className="gap"><button type="button" className="linkb" onClick={() => setOpen(true)}>{t('plan.diff.same', { count: gap.hidden })}</button></p>;
}
