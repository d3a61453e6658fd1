import { useWords } from '../i18n';
import { householdsPeople } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import type { EventFigures, Pair } from './types';

type Row = EventFigures['villages'][number] & { commune: string };

/** Village by village; the sums agree with those of the communes. */
export function VillageTable({ of }: { of: EventFigures }) {
  const { t, lang } = useWords();
  const nameOf = new Map(of.communes.map((commune) => [commune.code, commune.name]));
  const rows: Row[] = of.villages.map((row) => ({ ...row, commune: nameOf.get(row.commune_code) ?? row.commune_code }));
  const pair = (figure: Pair) => householdsPeople(figure.households, figure.people, lang);
  const count = (key: 'not_moved' | 'host' | 'shelter' | 'in_place' | 'returned' | 'listed', heading: string): Column<Row> => ({ key, heading, num: true, total: true, value: (row) => row.figures[key].households, cell: (row) => pair(row.figures[key]) });
  const columns: Column<Row>[] = [
    { key: 'village', heading: t('moves.list.village'), main: true, value: (row) => row.village, cell: (row) => <>{row.village}{of.communes.length > 1 && <small>{row.commune}</small>}</> },
    { key: 'unknown', heading: t('board.part.unknown'), num: true, total: true, value: (row) => row.figures.unknown.households, cell: (row) => (row.figures.unknown.households > 0 ? <Tag tone="unknown">{pair(row.figures.unknown)}</Tag> : '0') },
    count('not_moved', t('board.part.not_moved')), count('host', t('moves.form.host')), count('shelter', t('moves.form.shelter')), count('in_place', t('moves.form.in_place')),
    count('returned', t('board.part.returned')), count('listed', t('board.listed')),
  ];
  return <div className="boardtable"><DataTable caption={t('board.villages')} columns={columns} rows={rows} rowKey={(row) => `${row.commune_code} ${row.village}`} sorted={{ key: 'unknown', down: true }} file="thon-di-doi" empty={t('board.nothing')} /></div>;
}
