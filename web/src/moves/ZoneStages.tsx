import { Link } from 'wouter';
import { useWords } from '../i18n';
import { useNow } from '../shared/clock';
import { householdsPeople, moment, number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import type { ZoneRow } from './board';
import { StageChip } from './StateChip';
import { StageTrack } from './StageTrack';

/** Zones by stage: each a row with its way out and back, what nobody knows, who is out, what is overdue. */
export function ZoneStages({ rows }: { rows: ZoneRow[] }) {
  const { t, lang } = useWords();
  const now = useNow(60_000);
  const several = new Set(rows.map((row) => row.communeCode)).size > 1;
  const columns: Column<ZoneRow>[] = [
    {
      key: 'zone', heading: t('board.zone'), main: true, value: (row) => row.zone.code,
      cell: (row) => <><Link href={`/checklists/${row.checklist_id}`} data-zone={row.zone.code}>{row.zone.code}</Link><small>{row.zone.village ?? row.zone.name}{several && ` · ${row.communeName}`}{row.round > 1 && ` · ${t('moves.zone.round', { n: row.round })}`}</small></>,
    },
    { key: 'stage', heading: t('moves.zone.title'), value: (row) => row.stage, cell: (row) => <span className="stagecell"><StageTrack stage={row.stage} small /><span className="row wrap"><StageChip stage={row.stage} name={row.stage_name} />{row.stageAt && <small>{t('moves.zone.since', { time: moment(row.stageAt, now) })}</small>}</span></span> },
    { key: 'unknown', heading: t('board.part.unknown'), num: true, total: true, value: (row) => row.figures.unknown.households, cell: (row) => (row.figures.unknown.households > 0 ? <Tag tone="unknown">{householdsPeople(row.figures.unknown.households, row.figures.unknown.people, lang)}</Tag> : '0') },
    { key: 'staying', heading: t('board.part.not_moved'), num: true, total: true, value: (row) => row.figures.not_moved.households, cell: (row) => householdsPeople(row.figures.not_moved.households, row.figures.not_moved.people, lang) },
    { key: 'away', heading: t('board.part.evacuated'), num: true, total: true, value: (row) => row.figures.evacuated.households, cell: (row) => householdsPeople(row.figures.evacuated.households, row.figures.evacuated.people, lang) },
    { key: 'home', heading: t('board.part.returned'), num: true, total: true, value: (row) => row.figures.returned.households },
    { key: 'listed', heading: t('board.listed'), num: true, total: true, value: (row) => row.figures.listed.households, cell: (row) => householdsPeople(row.figures.listed.households, row.figures.listed.people, lang) },
    { key: 'overdue', heading: t('board.overdue'), num: true, total: true, value: (row) => row.overdue, cell: (row) => (row.overdue > 0 ? <Tag tone="danger">{number(row.overdue, lang)}</Tag> : '0') },
    { key: 'households', heading: t('moves.open'), fixed: true, value: () => null, cell: (row) => <Link className="btn s" href={`/di-doi/${row.activationId}?vung=${row.checklist_id}`} aria-label={`${t('moves.open')} ${row.zone.code}`}>{t('moves.open')}</Link> },
  ];
  return <div className="boardtable"><DataTable caption={t('board.zones')} columns={columns} rows={rows} rowKey={(row) => row.checklist_id} file="vung-di-doi" empty={t('board.nothingHere')} /></div>;
}
