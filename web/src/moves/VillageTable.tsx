import { CircleAlert, CircleCheck } from 'lucide-react';
import { useWords } from '../i18n';
import { Banner } from '../shared/Banner';
import { householdsPeople, number } from '../shared/format';
import { DataTable, type Column } from '../shared/table/DataTable';
import { Tag } from '../shared/Tags';
import { PropertyList } from './TallyHead';
import { propertyRows } from './tally';
import { PROPERTY_KINDS, type EventFigures, type Pair, type PropertyTotal } from './types';
import { disagreements, sumPairs, sumProperty, type Part } from './villages';
import { propertyRowWords } from './words';

type Row = EventFigures['villages'][number] & { commune: string };

/** Village by village, people and property beside each other; that the sums are those of the unit is said below. */
export function VillageTable({ of }: { of: EventFigures }) {
  const words = useWords();
  const { t, lang } = words;
  const nameOf = new Map(of.communes.map((commune) => [commune.code, commune.name]));
  const rows: Row[] = of.villages.map((row) => ({ ...row, commune: nameOf.get(row.commune_code) ?? row.commune_code }));
  const pair = (figure: Pair) => householdsPeople(figure.households, figure.people, lang);
  const part = (key: Part, heading: string): Column<Row> => ({
    key, heading, num: true, value: (row) => row.figures[key].households, cell: (row) => pair(row.figures[key]), sum: (all) => pair(sumPairs(all.map((row) => row.figures[key]))),
  });
  const list = (totals: PropertyTotal[]) => (totals.length === 0 ? <span className="mut">{t('board.noProperty')}</span> : <PropertyList totals={totals} />);
  const columns: Column<Row>[] = [
    { key: 'village', heading: t('moves.list.village'), main: true, value: (row) => row.village, cell: (row) => <>{row.village || t('board.noVillage')}{of.communes.length > 1 && <small>{row.commune}</small>}</> },
    { ...part('unknown', t('board.part.unknown')), cell: (row) => (row.figures.unknown.households > 0 ? <Tag tone="unknown">{pair(row.figures.unknown)}</Tag> : '0') },
    part('not_moved', t('board.part.not_moved')), part('host', t('moves.form.host')), part('shelter', t('moves.form.shelter')),
    ...(of.total.unstated.households > 0 ? [part('unstated', t('board.unstated'))] : []),
    part('in_place', t('moves.form.in_place')), part('returned', t('board.part.returned')), part('listed', t('board.listed')),
    {
      key: 'property', heading: t('board.property'), cell: (row) => list(row.figures.property), sum: (all) => list(sumProperty(all.map((row) => row.figures.property))),
      value: (row) => propertyRows(row.figures.property, PROPERTY_KINDS).map((line) => propertyRowWords(line, words)).join('; '),
    },
  ];
  return (
    <div className="boardtable villages">
      <DataTable caption={t('board.villages')} columns={columns} rows={rows} rowKey={(row) => `${row.commune_code} ${row.village}`} sorted={{ key: 'unknown', down: true }} file="thon-di-doi" empty={t('board.nothing')} />
      {rows.length > 0 && <Agreement of={of} />}
    </div>
  );
}

/** Two countings of the same households: of the whole unit, and village by village. */
function Agreement({ of }: { of: EventFigures }) {
  const { t, lang } = useWords();
  const apart = disagreements(of);
  const { listed, property } = of.total;
  if (apart.length === 0) {
    const figures = householdsPeople(listed.households, listed.people, lang);
    return <p className="agreement sm" data-agree="true"><CircleCheck aria-hidden className="i sm" />{t('board.agree', { unit: of.unit.name, figures, kinds: propertyRows(property, PROPERTY_KINDS).length })}</p>;
  }
  const partWords: Record<Part, string> = {
    unknown: t('board.part.unknown'), not_moved: t('board.part.not_moved'), host: t('moves.form.host'), shelter: t('moves.form.shelter'), unstated: t('board.unstated'),
    in_place: t('moves.form.in_place'), returned: t('board.part.returned'), listed: t('board.listed'),
  };
  return (
    <div data-agree="false">
      <Banner tone="warn" icon={CircleAlert}>
        <b>{t('board.disagree', { unit: of.unit.name })}</b>
        <ul className="dots">
          {apart.map((each) => {
            const what = each.of === 'property' ? `${t(`moves.propertyKind.${each.total.kind}`)}, ${t(`moves.propertyState.${each.total.state}`)} (${each.total.unit})` : `${partWords[each.of]} (${t(each.count === 'people' ? 'board.countPeople' : 'board.countHouseholds')})`;
            return <li key={what}>{t('board.disagreeLine', { what, villages: number(each.villages, lang, 2), unit: number(each.unit, lang, 2) })}</li>;
          })}
        </ul>
      </Banner>
    </div>
  );
}
