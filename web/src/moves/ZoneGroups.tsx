import { ChevronRight, List, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useWords } from '../i18n';
import { householdsPeople } from '../shared/format';
import { Tag } from '../shared/Tags';
import { shares, stageGroups, type StageGroup, type ZoneRow } from './board';
import { StageChip } from './StateChip';
import { ZoneStages } from './ZoneStages';

/** The zones of an event on a phone: stages with their counts, folded, what is overdue first; the whole table a tap away. */
export function ZoneGroups({ rows }: { rows: ZoneRow[] }) {
  const { t } = useWords();
  const [whole, setWhole] = useState(false);
  const several = new Set(rows.map((row) => row.communeCode)).size > 1;
  const groups = stageGroups(rows);
  const other = <button key="other" type="button" className="btn" onClick={() => setWhole(!whole)} data-act={whole ? 'by-stage' : 'whole-list'}><List aria-hidden className="i" />{whole ? t('board.byStage') : t('board.wholeList', { count: rows.length })}</button>;
  if (rows.length === 0) return <ZoneStages rows={rows} />;
  if (whole) return <>{other}<ZoneStages rows={rows} /></>;
  return (
    <>
      <div className="zonegroups">{groups.map((group, i) => <Group key={group.stage} group={group} open={i === 0 && group.rows.length <= SHORT} several={several} />)}</div>
      {other}
    </>
  );
}
/** What is urgent stands open where it fits on a screen. */
const SHORT = 4;

function Group({ group: { stage, rows, unknown, staying, overdue }, open, several }: { group: StageGroup; open: boolean; several: boolean }) {
  const { t, lang } = useWords();
  // What has once stood open is shut by a person only: somebody may be reading it.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [first] = rows;
  if (!first) return null;
  return (
    <details className="zonegroup" open={chosen ?? open} onToggle={(event) => setChosen(event.currentTarget.open)} data-stage={stage} data-zones={rows.length}>
      <summary>
        <span className="row wrap"><StageChip stage={stage} name={first.stage_name} /><b>{t('board.zoneCount', { count: rows.length })}</b></span>
        {(overdue > 0 || unknown.households > 0 || staying.households > 0) && (
          <span className="row wrap">
            {overdue > 0 && <Tag tone="danger">{t('board.settle.overdue', { count: overdue })}</Tag>}
            {unknown.households > 0 && <Tag tone="unknown">{t('board.unknownPair', { n: householdsPeople(unknown.households, unknown.people, lang) })}</Tag>}
            {staying.households > 0 && <small>{t('board.part.not_moved')} {householdsPeople(staying.households, staying.people, lang)}</small>}
          </span>
        )}
      </summary>
      <ul>{rows.map((row) => <Zone key={row.checklist_id} row={row} several={several} />)}</ul>
    </details>
  );
}

function Zone({ row, several }: { row: ZoneRow; several: boolean }) {
  const { t, lang } = useWords();
  const { unknown } = row.figures;
  return (
    <li className="zoneline" data-overdue={row.overdue}>
      <Link href={`/checklists/${row.checklist_id}`} className="grow" data-zone={row.zone.code}>
        <b>{row.zone.code}</b> <span>{row.zone.village ?? row.zone.name}{several && ` · ${row.communeName}`}{row.round > 1 && ` · ${t('moves.zone.round', { n: row.round })}`}</span>
        <span className="row wrap">
          {row.overdue > 0 && <Tag tone="danger">{t('board.settle.overdue', { count: row.overdue })}</Tag>}
          {unknown.households > 0 && <Tag tone="unknown">{t('board.unknownPair', { n: householdsPeople(unknown.households, unknown.people, lang) })}</Tag>}
          <small>{shares(row.figures).filter(({ name }) => name !== 'unknown').map(({ name }) => `${t(`board.part.${name}`)} ${householdsPeople(row.figures[name].households, row.figures[name].people, lang)}`).join(' · ')}</small>
        </span>
        <ChevronRight aria-hidden className="i go" />
      </Link>
      <Link href={`/di-doi/${row.activationId}?vung=${row.checklist_id}`} className="btn" aria-label={`${t('moves.open')} ${row.zone.code}`}><UsersRound aria-hidden className="i" /><span aria-hidden>{t('board.toHouseholds')}</span></Link>
    </li>
  );
}
